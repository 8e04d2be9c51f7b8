-- How many open cases of one officer, theirs and those that they look after today. The + as in list_officer.
-- in: authority int, officer int, school int, panel int, stage text, step text, holder text, locality text
-- in: covers day, unassigned flag, due_from int, due_to int
-- in: today day, soon day, most int
-- column total: int
-- column late: int
-- column soon: int
select count(*) as total, coalesce(sum(is_late), 0) as late, coalesce(sum(is_soon), 0) as soon
from (
  select case when p.is_open = 1 and p.next_due < :today then 1 else 0 end as is_late,
    case when p.is_open = 1 and p.next_due >= :today and p.next_due <= :soon then 1 else 0 end as is_soon
  from process p
  where +p.authority = :authority and p.is_open = 1
    and (p.officer_id = :officer or p.id in (select k.process_id from cover_case k where k.officer_id = :officer and k.ended is null
      and k.from_day <= :covers and k.to_day >= :covers))
    and (:school = 0 or p.school_id = :school)
    and (:panel = 0 or p.panel_id = :panel)
    and (:stage = '' or p.stage = :stage)
    and (:step = '' or p.next_step = :step)
    and (:holder = '' or p.holder = :holder)
    and (:locality = '' or p.locality = :locality)
    and (:unassigned = 0 or p.officer_id is null)
    and (:due_to = 0 or (p.next_due >= :due_from and p.next_due < :due_to))
  limit :most
) found
