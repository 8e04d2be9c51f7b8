-- An invented child or young person.
-- in: authority int, given text, family text, folded text, born day, sex text
-- in: address text, postcode text, locality text, language text, need text, school_id ref
insert into person (authority, given, family, folded, born, sex, address, postcode, locality, language, need, school_id)
values (:authority, :given, :family, :folded, :born, :sex, :address, :postcode, :locality, :language, :need, :school_id)
returning id
