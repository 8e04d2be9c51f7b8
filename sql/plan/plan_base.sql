-- The plan as it stood when a process sent its first version to the family, or ended; else as it stands now: the newest final
-- version of the child's other processes.
-- in: process_id int
select here.pathway, here.opened, p.id, p.version, p.state, p.changed, p.edition, p.frozen, p.event_seq, a.name as writer
from process here
join process q on q.person_id = here.person_id and q.id <> here.id
join plan p on p.process_id = q.id and p.state = 'final'
left join account a on a.id = p.account_id
where here.id = :process_id
  and (here.closed is null or p.frozen <= here.closed)
  and not exists (select 1 from plan o where o.process_id = here.id and o.frozen < p.frozen)
order by p.frozen desc, p.id desc
limit 1
