-- It went well: start to count afresh.
-- in: name_hash text
delete from throttle where name_hash = :name_hash
