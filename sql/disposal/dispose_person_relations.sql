-- Who is who to a child.
-- in: id int
delete from relation where person_id = :id
