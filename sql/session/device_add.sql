-- From now on this browser is known for the account.
-- in: token_hash text, account_id int, seen ms
insert into device (token_hash, account_id, seen)
values (:token_hash, :account_id, :seen)
