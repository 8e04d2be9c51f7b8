-- A private address; the token itself is not kept.
-- in: token_hash text, kind text, process_id int, subject text, made ms, expires ms
insert into link (token_hash, kind, process_id, subject, made, expires)
values (:token_hash, :kind, :process_id, :subject, :made, nullif(:expires, 0))
