-- Something worth a second look, once.
-- in: account_id int, day day, watch text, found ms
insert into reading_found (account_id, day, watch, found) values (:account_id, :day, :watch, :found)
on conflict (account_id, day, watch) do nothing
