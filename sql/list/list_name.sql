-- Open cases of a council in order of the child's family name.
-- in: today day, authority int, officer int, school int, panel int, stage text, step text, holder text, locality text
-- in: unassigned flag, due_from int, due_to int
-- in: rows int, skip int
with page as (
  select p.id, p.next_due
  from process p
  where p.authority = :authority and p.is_open = 1
    and (:officer = 0 or p.officer_id = :officer)
    and (:school = 0 or p.school_id = :school)
    and (:panel = 0 or p.panel_id = :panel)
    and (:stage = '' or p.stage = :stage)
    and (:step = '' or p.next_step = :step)
    and (:holder = '' or p.holder = :holder)
    and (:locality = '' or p.locality = :locality)
    and (:unassigned = 0 or p.officer_id is null)
    and (:due_to = 0 or (p.next_due >= :due_from and p.next_due < :due_to))
  order by p.child_folded, p.id
  limit :rows offset :skip
)
select p.id, p.reference, p.pathway, p.stage, p.next_step, p.holder, p.opened, p.next_due, p.holder_since, p.is_open,
  p.officer_id, p.school_id, p.panel_id, p.locality, c.given, c.family, c.born, o.name as officer, v.name as cover, k.officer_id as cover_id, k.to_day as cover_until, s.name as school
from page
join process p on p.id = page.id
join person c on c.id = p.person_id
left join account o on o.id = p.officer_id
left join cover_case k on k.process_id = p.id and k.ended is null and k.from_day <= :today and k.to_day >= :today
left join account v on v.id = k.officer_id
left join organisation s on s.id = p.school_id
order by p.child_folded, p.id
