-- A mark ends.
-- in: id int, person_id int, ended ms, ended_by int
update mark set ended = :ended, ended_by = :ended_by where id = :id and person_id = :person_id and ended is null
