-- How many open cases of one officer, theirs and those that they look after today. The + as in list_officer.
-- in: authority int, officer int, school int, panel int, stage text, step text, holder text, locality text
-- in: covers day, unassigned flag, due_from int, due_to int
-- in: today day, soon day, most int
-- column total: int
-- column late: int
-- column soon: int
select count(*) as total, coalesce(sum(is_late), 0) as late, coalesce(sum(is_soon), 0) as soon
from (
  -- part: list_standing
  from process p
  where +p.authority = :authority and p.is_open = 1
    -- part: list_own
    -- part: list_narrowed
  limit :most
) found
