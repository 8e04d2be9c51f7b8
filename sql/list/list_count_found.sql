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
  -- part: list_hit
)
select count(*) as total, coalesce(sum(is_late), 0) as late, coalesce(sum(is_soon), 0) as soon
from (
  -- part: list_standing
  from hit
  join process p on p.id = hit.id
  where p.authority = :authority and (:also = '' or p.child_folded like :also)
    and (:officer = 0 or p.officer_id = :officer)
    -- part: list_narrowed
  limit :most
) found
