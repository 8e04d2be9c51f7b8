-- Consent is taken back.
-- in: id int, person_id int, ended day
update consent set ended = :ended where id = :id and person_id = :person_id and ended is null
