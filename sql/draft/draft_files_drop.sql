-- A draft without its files: they are written again, or the draft is thrown away or sent.
-- in: token_hash text
delete from draft_file where token_hash = :token_hash
