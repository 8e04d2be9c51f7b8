-- One more failure.
-- in: name_hash text, failures int, last ms, until ms
insert into throttle (name_hash, failures, last, until)
values (:name_hash, :failures, :last, :until)
on conflict (name_hash) do update set failures = excluded.failures, last = excluded.last, until = excluded.until
