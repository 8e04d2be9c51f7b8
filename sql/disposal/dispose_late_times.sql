-- How late a case was, and with whom.
-- in: id int
delete from late_time where process_id = :id
