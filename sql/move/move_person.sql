-- The child of a move, as the record stands.
-- in: id int
select c.id, c.authority, c.given, c.family, c.folded, c.born, c.address, c.postcode, c.locality, c.school_id,
  a.name as council
from person c
join authority a on a.code = c.authority
where c.id = :id
