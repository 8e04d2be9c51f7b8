-- A child's records are to be kept.
-- in: person_id int, reason text, account_id int, made ms
insert into hold (person_id, reason, account_id, made) values (:person_id, :reason, :account_id, :made)
