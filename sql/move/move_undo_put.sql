-- A move was put right.
-- in: id int, undone ms, undone_by ref, reason text
update move set undone = :undone, undone_by = :undone_by, reason = :reason where id = :id and undone is null
