-- Recovery codes of an account.
-- in: id int
delete from recovery_code where account_id = :id
