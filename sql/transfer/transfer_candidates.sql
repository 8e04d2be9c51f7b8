-- Children of a council with a plan, at a setting whose years end, who have no move between phases on the list since a day.
-- in: authority int, since day
-- column officer_id: ref
select c.id, c.given, c.family, c.folded, c.born, c.locality, c.school_id, s.name as school, s.last_year,
  (select max(p.officer_id) from process p where p.person_id = c.id and p.issued is not null) as officer_id
from person c
join organisation s on s.id = c.school_id
where c.authority = :authority and c.merged_into is null and s.last_year is not null
  and exists (select 1 from process p where p.person_id = c.id and p.issued is not null)
  and not exists (select 1 from process p where p.person_id = c.id and p.pathway = 'CE' and p.outcome = 'ceased')
  and not exists (select 1 from process p where p.person_id = c.id and p.pathway = 'PT' and p.opened >= :since)
order by s.name, c.folded, c.id
