-- Is this slowed?
-- in: name_hash text
select failures, last, until from throttle where name_hash = :name_hash
