-- Marks of parts of a case.
-- in: id int
delete from mark where process_id = :id
