-- Failures of long ago.
-- in: last_before ms
delete from throttle where last < :last_before
