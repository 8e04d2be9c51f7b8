-- A one-time address.
-- in: token_hash text, kind text, account_id ref, made ms, expires ms
insert into pass (token_hash, kind, account_id, made, expires) values (:token_hash, :kind, :account_id, :made, :expires)
