-- Somebody who belongs to a child, and is invited.
-- in: person_id int, kind text, name text, email text, since day
insert into relation (person_id, kind, name, email, since) values (:person_id, :kind, :name, :email, :since)
returning id
