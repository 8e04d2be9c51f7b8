-- Notes which rows are kept of a case, when they are others than before.
-- in: id int, late_key text
update process set late_key = :late_key where id = :id and (late_key is null or late_key <> :late_key)
