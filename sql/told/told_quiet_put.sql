-- No reminders any more.
-- in: account_id int, since ms
insert into quiet (account_id, since) values (:account_id, :since) on conflict (account_id) do nothing
