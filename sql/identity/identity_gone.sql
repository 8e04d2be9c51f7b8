-- The record that took this one's place; absent: it stands for itself again.
-- in: id id, into ref
update person set merged_into = :into, version = version + 1 where id = :id
