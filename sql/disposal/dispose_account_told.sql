-- How an account wanted to be told.
-- in: id int
delete from told where account_id = :id
