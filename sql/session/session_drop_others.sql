-- Signed out everywhere but here ('' for everywhere).
-- in: account_id int, but_hash text
delete from session where account_id = :account_id and token_hash <> :but_hash
