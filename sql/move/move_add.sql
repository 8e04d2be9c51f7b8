-- A move.
-- in: person_id int, from_authority int, to_authority int, aware day, moved day, transferred day
-- in: old_address text, old_postcode text, old_locality text, note text, account_id ref, made ms
insert into move (person_id, from_authority, to_authority, aware, moved, transferred, old_address, old_postcode,
  old_locality, note, account_id, made)
values (:person_id, :from_authority, :to_authority, :aware, :moved, :transferred, :old_address, :old_postcode,
  :old_locality, :note, :account_id, :made)
returning id
