-- The asks of a case are made again from its events.
-- in: id int
delete from ask where process_id = :id
