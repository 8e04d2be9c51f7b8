-- A person from another system's file.
-- in: authority int, given text, family text, folded text, born day, sex text, address text, postcode text, school_id ref
-- in: upn text, former_upn text, uln text, nhs_number text, former_names text
insert into person (authority, given, family, folded, born, sex, address, postcode, school_id, upn, former_upn, uln,
  nhs_number, former_names)
values (:authority, :given, :family, :folded, :born, :sex, :address, :postcode, :school_id, :upn, :former_upn, :uln,
  :nhs_number, :former_names)
returning id
