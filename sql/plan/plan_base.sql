-- The plan that was in force when a process was opened: the newest final version of the child's earlier processes.
-- in: process_id int
select here.pathway, p.id, p.version, p.state, p.changed, p.edition, p.frozen, p.event_seq, a.name as writer
from process here
join process q on q.person_id = here.person_id and q.id < here.id
join plan p on p.process_id = q.id and p.state = 'final'
left join account a on a.id = p.account_id
where here.id = :process_id
order by p.frozen desc, p.id desc
limit 1
