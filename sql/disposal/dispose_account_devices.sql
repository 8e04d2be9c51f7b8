-- Known browsers of an account.
-- in: id int
delete from device where account_id = :id
