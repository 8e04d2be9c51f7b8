-- A closed process of a council with what the rules of retention ask (needs_plan: processes, a blank before and after each).
-- A plan that came from elsewhere has no row here: who was reviewed, moved, re-assessed or had one ended counts as having had it.
-- A child with an open process, a hold or a flag is told, not left out: people look at why it stays.
-- in: authority int, id int, needs_plan text
-- column last: day
-- column had_plan: flag
-- column is_open: flag
-- column has_hold: flag
-- column has_flag: flag
select p.id, p.reference, p.person_id, p.pathway, p.outcome, p.opened, p.closed, c.born, c.given, c.family,
  (select max(e.day) from event e where e.process_id = p.id) as last,
  case when exists (select 1 from process q join plan l on l.process_id = q.id
    where q.person_id = p.person_id and l.state = 'final')
    or exists (select 1 from process q where q.person_id = p.person_id and :needs_plan like '% ' || q.pathway || ' %')
    then 1 else 0 end as had_plan,
  case when exists (select 1 from process q where q.person_id = p.person_id and q.is_open = 1) then 1 else 0 end as is_open,
  case when exists (select 1 from hold h where h.person_id = p.person_id and h.ended is null) then 1 else 0 end as has_hold,
  case when exists (select 1 from mark m where m.person_id = p.person_id and m.ended is null and m.target = 'record')
    then 1 else 0 end as has_flag
from process p
join person c on c.id = p.person_id
where p.id = :id and p.authority = :authority and p.is_open = 0
