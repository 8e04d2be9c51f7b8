-- The exceptions of a case are made again from its events.
-- in: id int
delete from exception where process_id = :id
