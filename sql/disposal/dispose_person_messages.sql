-- Messages about a child.
-- in: id int
delete from message where person_id = :id
