-- A child or young person.
-- in: authority int, given text, family text, folded text, born day, sex text, address text, postcode text
-- in: locality text, upn text, language text, need text, school_id ref
insert into person (authority, given, family, folded, born, sex, address, postcode, locality, upn, language, need, school_id)
values (:authority, :given, :family, :folded, :born, :sex, :address, :postcode, :locality, :upn, :language, :need, :school_id)
returning id
