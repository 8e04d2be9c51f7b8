-- It has done its work; only one of two at once.
-- in: token_hash text, now ms
update pass set used = :now where token_hash = :token_hash and used is null
