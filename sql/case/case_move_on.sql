-- The case moves on by one event; no row when somebody else moved it first.
-- in: id int, version int
update process set version = version + 1 where id = :id and version = :version
