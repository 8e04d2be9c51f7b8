-- Somebody looked, and notes what came of it.
-- in: id int, seen_by int, seen ms, note text
update reading_found set seen_by = :seen_by, seen = :seen, note = :note where id = :id and seen is null
