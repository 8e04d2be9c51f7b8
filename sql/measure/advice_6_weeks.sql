-- Advice that was due in a time, and how much of it came in time, by who was asked.
-- in: since day, until day, today day
-- column part: text
-- column top: int
-- column bottom: int
select p.authority, a.role as part, count(*) filter (where a.answered <= a.due) as top, count(*) as bottom
from ask a join process p on p.id = a.process_id
where a.kind = 'advice' and a.state <> 'withdrawn' and a.due between :since and :until and a.due < :today
group by p.authority, a.role
