-- No browser is known for the account any more.
-- in: account_id int
delete from device where account_id = :account_id
