-- What was learned in a council's cases, newest first.
-- in: authority int, most int
select e.process_id, e.day, e.fields, p.reference, p.pathway
from process p
join event e on e.process_id = p.id and e.name = 'lesson_learned'
where p.authority = :authority and p.pathway in ('MA', 'TO', 'CO')
  and not exists (select 1 from mark k where k.person_id = p.person_id and k.process_id = p.id and k.ended is null
    and k.target = 'event' and k.target_id = e.seq)
  and not exists (select 1 from event x where x.process_id = e.process_id and x.corrects = e.seq)
order by e.day desc, e.process_id desc, e.seq desc
limit :most
