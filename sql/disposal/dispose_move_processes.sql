-- What a move did to a case.
-- in: id int
delete from move_process where process_id = :id
