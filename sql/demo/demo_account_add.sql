-- Somebody who signs in; an account of an earlier filling keeps its password.
-- in: authority int, email text, name text, password text, demo_note text, made ms
insert into account (authority, email, name, password, demo_note, made)
values (:authority, :email, :name, :password, :demo_note, :made)
on conflict (email) do update set name = excluded.name
returning id
