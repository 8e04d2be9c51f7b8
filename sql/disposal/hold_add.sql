-- A child's records are to be kept.
-- in: authority int, person_id int, reason text, account_id int, made ms
insert into hold (authority, person_id, reason, account_id, made) values (:authority, :person_id, :reason, :account_id, :made)
