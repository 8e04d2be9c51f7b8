-- The codes of before are worth nothing.
-- in: account_id int
delete from recovery_code where account_id = :account_id
