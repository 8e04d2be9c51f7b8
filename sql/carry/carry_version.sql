-- So many events stand on a process that came with a record.
-- in: id int, version int
update process set version = :version where id = :id
