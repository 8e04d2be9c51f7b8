-- Cases whose child or reference is looked for; open ones first. near: other words that may be meant, '' none.
-- in: today day, authority int, officer int, school int, panel int, stage text, step text, holder text, locality text
-- in: unassigned flag, due_from int, due_to int
-- in: word text, word_end text, reference text, reference_end text, also text
-- in: near_1 text, near_2 text, near_3 text, near_4 text, near_5 text, near_6 text, near_7 text, near_8 text
-- in: rows int, skip int
with hit as (
  select w.process_id as id
  from case_word w
  where w.authority = :authority and w.word >= :word and w.word < :word_end
  union
  select w.process_id
  from case_word w
  where w.authority = :authority and w.word in (:near_1, :near_2, :near_3, :near_4, :near_5, :near_6, :near_7, :near_8)
  union
  select r.id
  from process r
  where r.reference >= :reference and r.reference < :reference_end
), page as (
  select p.id, p.next_due
  from hit
  join process p on p.id = hit.id
  where p.authority = :authority and (:also = '' or p.child_folded like :also)
    and (:officer = 0 or p.officer_id = :officer)
    and (:school = 0 or p.school_id = :school)
    and (:panel = 0 or p.panel_id = :panel)
    and (:stage = '' or p.stage = :stage)
    and (:step = '' or p.next_step = :step)
    and (:holder = '' or p.holder = :holder)
    and (:locality = '' or p.locality = :locality)
    and (:unassigned = 0 or p.officer_id is null)
    and (:due_to = 0 or (p.next_due >= :due_from and p.next_due < :due_to))
  order by p.is_open desc, p.next_due nulls last, p.id
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
order by p.is_open desc, p.next_due nulls last, p.id
