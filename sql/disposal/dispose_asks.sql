-- What teams were asked on a case.
-- in: id int
delete from ask where process_id = :id
