-- The day the child's plan was first made, and the day of its last review, as they stand on a day: from the events of all its
-- processes that were not corrected or taken back.
-- in: id int, on day
-- column made: day
-- column reviewed: day
select min(case when e.name in ('plan_made', 'final_sent') then e.day end) as made,
  max(case when e.name in ('last_reviewed', 'review_decision_notified') then e.day end) as reviewed
from process p
join event e on e.process_id = p.id
where p.person_id = (select q.person_id from process q where q.id = :id) and e.day <= :on
  and not exists (select 1 from event x where x.process_id = e.process_id and x.corrects = e.seq)
