-- Somebody who belongs to a child.
-- in: person_id int, kind text, account_id ref, name text, email text, phone text, address text, since day
insert into relation (person_id, kind, account_id, name, email, phone, address, since)
values (:person_id, :kind, :account_id, :name, :email, :phone, :address, :since)
