-- Somebody lives somewhere.
-- in: person_id int, seq int, address text, postcode text, locality text, since day
insert into person_address (person_id, seq, address, postcode, locality, since)
values (:person_id, :seq, :address, :postcode, :locality, :since)
