-- Exceptions claimed on a case.
-- in: id int
delete from exception where process_id = :id
