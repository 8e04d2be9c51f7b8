-- An account takes a family's link; one account only.
-- in: token_hash text, account_id int
update link set account_id = :account_id
where token_hash = :token_hash and kind = 'family' and (account_id is null or account_id = :account_id)
