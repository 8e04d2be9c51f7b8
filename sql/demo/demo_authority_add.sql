-- A borough of the demonstration area.
-- in: code int, name text, short_name text, phone text, email text, address text
-- in: is_demonstration flag
insert into authority (code, name, short_name, phone, email, address, is_demonstration)
values (:code, :name, :short_name, :phone, :email, :address, :is_demonstration)
on conflict (code) do nothing
