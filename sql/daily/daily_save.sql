-- When a process is to be looked at again.
-- in: id int, changes day
update process set changes = :changes where id = :id
