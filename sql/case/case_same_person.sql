-- Somebody who may be meant by a new case, as the list of them shows each.
-- in: id int
select c.id, c.given, c.family, c.born, c.address, c.postcode, c.upn, s.name as school
from person c
left join organisation s on s.id = c.school_id
where c.id = :id and c.merged_into is null
