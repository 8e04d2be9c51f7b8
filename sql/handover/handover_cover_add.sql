-- Somebody is away, or leaves.
-- in: authority int, account_id int, kind text, from_day day, to_day day, made_by int, made ms
insert into cover (authority, account_id, kind, from_day, to_day, made_by, made)
values (:authority, :account_id, :kind, :from_day, :to_day, :made_by, :made)
returning id
