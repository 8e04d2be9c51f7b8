-- What a move did to a process.
-- in: move_id int, process_id int, seq int, what text
insert into move_process (move_id, process_id, seq, what) values (:move_id, :process_id, :seq, :what)
