-- All sections of all versions of a case's plan.
-- in: process_id int
select s.plan_id, s.section, s.body, s.edition
from plan_section s
join plan p on p.id = s.plan_id
where p.process_id = :process_id
order by s.plan_id, s.section
