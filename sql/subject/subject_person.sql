-- All that is kept of the person themselves.
-- in: id int
-- column school: text
select c.given, c.family, c.former_names, c.born, c.sex, c.address, c.postcode, c.locality, c.upn, c.former_upn, c.uln,
  c.nhs_number, c.language, c.need, (select o.name from organisation o where o.id = c.school_id) as school
from person c where c.id = :id
