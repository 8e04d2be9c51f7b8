-- A contact is now the holder of this account.
-- in: id int, account_id int
update relation set account_id = :account_id where id = :id and account_id is null
