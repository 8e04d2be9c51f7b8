-- Signed out.
-- in: token_hash text
delete from session where token_hash = :token_hash
