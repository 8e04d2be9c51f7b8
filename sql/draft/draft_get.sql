-- A draft that is not too old.
-- in: token_hash text, oldest ms
select form, authority, fields, process_id, sent_process_id, sent_reference, sent_seal
from draft
where token_hash = :token_hash and changed >= :oldest
