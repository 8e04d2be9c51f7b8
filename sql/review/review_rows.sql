-- Open processes of one kind whose whole must be done within some days, first due first.
-- in: authority int, pathway text, school int, officer int, since day, until day, unplanned flag, planned flag
-- in: rows int, skip int
with page as (
  select p.id, p.whole_due
  from process p
  where p.authority = :authority and p.pathway = :pathway and p.is_open = 1
    and p.whole_due >= :since and p.whole_due < :until
    and (:school = 0 or p.school_id = :school)
    and (:officer = 0 or p.officer_id = :officer)
    and (:unplanned = 0 or p.planned is null)
    and (:planned = 0 or p.planned is not null)
  order by p.whole_due, p.id
  limit :rows offset :skip
)
select p.id, p.reference, p.pathway, p.stage, p.next_step, p.holder, p.opened, p.next_due, p.holder_since, p.is_open,
  p.officer_id, p.school_id, p.panel_id, p.locality, c.given, c.family, c.born, o.name as officer, s.name as school,
  p.whole_due, p.planned
from page
join process p on p.id = page.id
join person c on c.id = p.person_id
left join account o on o.id = p.officer_id
left join organisation s on s.id = p.school_id
order by p.whole_due, p.id
