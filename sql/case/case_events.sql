-- All events of a case in their order, with the names of who recorded them.
-- in: id int
select e.seq, e.name, e.day, e.subject, e.fields, e.corrects, e.reason, e.account_id, e.actor, e.recorded,
  a.name as account
from event e
left join account a on a.id = e.account_id
where e.process_id = :id
order by e.seq
