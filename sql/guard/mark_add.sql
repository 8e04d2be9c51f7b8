-- A part of a record is marked.
-- in: person_id int, process_id ref, target text, target_id int, word text, reason text, account_id int, made ms
insert into mark (person_id, process_id, target, target_id, word, reason, account_id, made)
values (:person_id, :process_id, :target, :target_id, :word, :reason, :account_id, :made)
