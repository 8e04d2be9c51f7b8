-- Moves of a child.
-- in: id int
delete from move where person_id = :id
