-- A session begins, or goes on under a new cookie.
-- in: token_hash text, account_id int, csrf text, made ms, seen ms, is_full flag, client text, proved ms
insert into session (token_hash, account_id, csrf, made, seen, is_full, client, proved)
values (:token_hash, :account_id, :csrf, :made, :seen, :is_full, :client, :proved)
