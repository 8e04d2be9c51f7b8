-- How many cases are found; no more than `most` are counted.
-- in: authority int, officer int, school int, panel int, stage text, step text, holder text, locality text
-- in: unassigned flag, due_from int, due_to int
-- in: word text, word_end text, reference text, reference_end text, also text
-- in: near_1 text, near_2 text, near_3 text, near_4 text, near_5 text, near_6 text, near_7 text, near_8 text
-- in: today day, soon day, most int
-- column total: int
-- column late: int
-- column soon: int
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
)
select count(*) as total, coalesce(sum(is_late), 0) as late, coalesce(sum(is_soon), 0) as soon
from (
  select case when p.is_open = 1 and p.next_due < :today then 1 else 0 end as is_late,
    case when p.is_open = 1 and p.next_due >= :today and p.next_due <= :soon then 1 else 0 end as is_soon
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
  limit :most
) found
