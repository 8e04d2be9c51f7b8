-- The files of a draft in the order in which they were added.
-- in: token_hash text
select field, name, mime, sha256, bytes
from draft_file
where token_hash = :token_hash
order by seq
