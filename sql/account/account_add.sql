-- A new account; gives nothing when there is one with this address.
-- in: authority ref, email text, name text, password text, made ms
insert into account (authority, email, name, password, made)
values (:authority, :email, :name, :password, :made)
on conflict (email) do nothing
returning id
