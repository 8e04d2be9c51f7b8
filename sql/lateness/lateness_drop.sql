-- The late times of a case are made again from its events.
-- in: process_id int
delete from late_time where process_id = :process_id
