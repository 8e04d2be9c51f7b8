-- Somebody lives there no more (ended), or does again (ended absent).
-- in: person_id int, seq int, ended day
update person_address set ended = :ended where person_id = :person_id and seq = :seq
