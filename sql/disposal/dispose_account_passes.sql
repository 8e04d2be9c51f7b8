-- One-time addresses of an account.
-- in: id int
delete from pass where account_id = :id
