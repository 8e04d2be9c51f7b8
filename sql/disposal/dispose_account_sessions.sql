-- Sessions of an account.
-- in: id int
delete from session where account_id = :id
