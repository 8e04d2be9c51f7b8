-- What was unusual about an account.
-- in: id int
delete from reading_found where account_id = :id
