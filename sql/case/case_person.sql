-- What a new case takes from a child who is already known; nothing of a record that another took the place of.
-- in: id int, authority int
select c.id, c.given, c.family, c.folded, c.born, c.school_id, c.locality
from person c
where c.id = :id and c.authority = :authority and c.merged_into is null
