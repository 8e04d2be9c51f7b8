-- An address that was written in error.
-- in: person_id int, seq int
delete from person_address where person_id = :person_id and seq = :seq
