-- Somebody agreed to something.
-- in: person_id int, kind text, relation_id ref, note text, account_id int, since day
insert into consent (person_id, kind, relation_id, note, account_id, since)
values (:person_id, :kind, nullif(:relation_id, 0), :note, :account_id, :since)
