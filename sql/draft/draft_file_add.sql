-- A file of a draft.
-- in: token_hash text, seq int, field text, name text, mime text, sha256 text, bytes int
insert into draft_file (token_hash, seq, field, name, mime, sha256, bytes)
values (:token_hash, :seq, :field, :name, :mime, :sha256, :bytes)
