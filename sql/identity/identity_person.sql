-- What is compared of one person.
-- in: id id
select id, authority, given, family, folded, former_names, born, sex, postcode, upn, former_upn, uln, nhs_number,
  address, locality, school_id, merged_into, former_postcodes
from person where id = :id
