-- The events of the processes that daily_processes gives, between two keys, in order.
-- (The plus: as in daily_processes.)
-- in: first int, last int, today day, every int
select e.process_id, e.seq, e.name, e.day, e.subject, e.fields, e.corrects
from process p
join event e on e.process_id = p.id
where p.id >= :first and p.id <= :last and +p.is_open = 1
  and (:every = 1 or p.changes is null or p.changes <= :today or p.late_key is null)
order by p.id, e.seq
