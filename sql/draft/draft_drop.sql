-- A draft thrown away.
-- in: token_hash text
delete from draft where token_hash = :token_hash
