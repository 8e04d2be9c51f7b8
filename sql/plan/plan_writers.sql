-- Names of those who recorded events of a case: authors of advice.
-- in: process_id int
select e.seq, a.name
from event e
join account a on a.id = e.account_id
where e.process_id = :process_id
order by e.seq
