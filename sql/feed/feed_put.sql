-- The address of an account's calendar; the one before is void.
-- in: account_id int, token_hash text, made ms
insert into feed (account_id, token_hash, made) values (:account_id, :token_hash, :made)
on conflict (account_id) do update set token_hash = excluded.token_hash, made = excluded.made
