-- Files a person under a key.
-- in: key text, id id
insert into person_key (key, person_id) values (:key, :id) on conflict (key, person_id) do nothing
