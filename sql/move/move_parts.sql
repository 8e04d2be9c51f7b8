-- What a move did, process by process.
-- in: move_id int
select q.process_id, q.seq, q.what, p.reference, p.pathway, p.stage, p.authority, p.version, p.opened, p.is_open
from move_process q
join process p on p.id = q.process_id
where q.move_id = :move_id
order by q.process_id, q.seq
