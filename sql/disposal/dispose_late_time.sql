-- How long whom a case was late with.
-- in: id int
delete from late_time where process_id = :id
