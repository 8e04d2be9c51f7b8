-- Cases whose child or reference is looked for; open ones first. near: other words that may be meant, '' none.
-- in: today day, authority int, officer int, school int, panel int, stage text, step text, holder text, locality text
-- in: unassigned flag, due_from int, due_to int
-- in: word text, word_end text, reference text, reference_end text, also text
-- in: near_1 text, near_2 text, near_3 text, near_4 text, near_5 text, near_6 text, near_7 text, near_8 text
-- in: rows int, skip int
with hit as (
  -- part: list_hit
), page as (
  select p.id, p.next_due
  from hit
  join process p on p.id = hit.id
  where p.authority = :authority and (:also = '' or p.child_folded like :also)
    and (:officer = 0 or p.officer_id = :officer)
    -- part: list_narrowed
  order by p.is_open desc, p.next_due nulls last, p.id
  limit :rows offset :skip
)
-- part: list_row
order by p.is_open desc, p.next_due nulls last, p.id
