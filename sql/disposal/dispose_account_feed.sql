-- The calendar of an account.
-- in: id int
delete from feed where account_id = :id
