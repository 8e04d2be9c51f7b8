-- Browsers not used for long.
-- in: seen_before ms
delete from device where seen < :seen_before
