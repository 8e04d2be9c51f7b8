-- A known browser was used.
-- in: token_hash text, seen ms
update device set seen = :seen where token_hash = :token_hash
