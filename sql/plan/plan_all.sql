-- The versions of a case's plan, oldest first.
-- in: process_id int
select p.id, p.version, p.state, p.changed, p.edition, p.frozen, p.event_seq, a.name as writer
from plan p
left join account a on a.id = p.account_id
where p.process_id = :process_id
order by p.version
