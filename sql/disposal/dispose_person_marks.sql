-- Marks and flags of a child.
-- in: id int
delete from mark where person_id = :id
