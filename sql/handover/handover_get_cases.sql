-- The cases of a handover, by who looks after them.
-- in: id int
select k.process_id, k.officer_id, k.seq, k.ended, o.name as officer, p.reference, p.pathway, p.stage, p.is_open, p.version, p.next_due,
  p.officer_id as officer_now, c.given, c.family
from cover_case k
join process p on p.id = k.process_id
join person c on c.id = p.person_id
join account o on o.id = k.officer_id
where k.cover_id = :id
order by o.name, p.next_due nulls last, k.process_id
