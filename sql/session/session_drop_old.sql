-- Sessions that nobody can use any more.
-- in: seen_before ms, made_before ms
delete from session where seen < :seen_before or made < :made_before
