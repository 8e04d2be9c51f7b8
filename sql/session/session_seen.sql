-- Somebody is still there.
-- in: token_hash text, seen ms
update session set seen = :seen where token_hash = :token_hash and seen < :seen
