-- All that is kept of a child.
-- in: id int
select c.id, c.authority, c.given, c.family, c.folded, c.born, c.sex, c.address, c.postcode, c.upn, c.former_upn, c.uln,
  c.nhs_number, c.former_names, c.language, c.need, c.school_id, a.name as council, a.code
from person c
join authority a on a.code = c.authority
where c.id = :id
