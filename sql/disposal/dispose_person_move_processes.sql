-- What the moves of a child did.
-- in: id int
delete from move_process where move_id in (select m.id from move m where m.person_id = :id)
