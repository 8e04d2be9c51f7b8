-- The link has done its work. No row when it had before.
-- in: token_hash text, used ms
update link set used = :used where token_hash = :token_hash and used is null
