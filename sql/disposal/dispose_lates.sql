-- When its steps were late.
-- in: id int
delete from late_time where process_id = :id
