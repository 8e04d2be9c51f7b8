-- The days of a child's plan: first made, last reviewed, ended; and since when an assessment goes on.
-- in: person_id int
-- column made: day
-- column reviewed: day
-- column newest: day
-- column ended: day
select min(case when e.name in ('plan_made', 'final_sent') then e.day end) as made,
  max(case when e.name in ('last_reviewed', 'review_decision_notified') then e.day end) as reviewed,
  max(case when e.name in ('plan_made', 'final_sent') then e.day end) as newest,
  max(case when e.name = 'plan_ceased' then e.day end) as ended
from process p
join event e on e.process_id = p.id
where p.person_id = :person_id
  and not exists (select 1 from event x where x.process_id = e.process_id and x.corrects = e.seq)
