-- The session goes on under a new cookie with other rights; the old cookie is worth nothing.
-- in: token_hash text, new_hash text, csrf text, seen ms, is_full flag
update session
set token_hash = :new_hash, csrf = :csrf, seen = :seen, is_full = :is_full, proved = :seen
where token_hash = :token_hash
