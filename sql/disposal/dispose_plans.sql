-- Plans of a case.
-- in: id int
delete from plan where process_id = :id
