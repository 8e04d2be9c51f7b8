-- Put back.
-- in: id id, account ref, at ms
update merge set undone = :at, undone_by = :account where id = :id
