-- A browser in which this account has signed in before.
-- in: token_hash text, account_id int
select seen from device where token_hash = :token_hash and account_id = :account_id
