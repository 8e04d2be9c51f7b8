-- What happened on a case.
-- in: id int
delete from event where process_id = :id
