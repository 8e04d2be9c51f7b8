-- The answers of a draft that was not sent yet.
-- in: token_hash text, authority ref, fields text, changed ms, oldest ms
update draft
set authority = :authority, fields = :fields, changed = :changed
where token_hash = :token_hash and sent_process_id is null and changed >= :oldest
