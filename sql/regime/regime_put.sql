-- A regime is tried in an area from a day on.
-- in: authority int, name text, valid_from day, recorded ms
insert into regime (authority, name, valid_from, recorded) values (:authority, :name, :valid_from, :recorded)
on conflict (authority, name, valid_from) do update set valid_to = null, recorded = :recorded
