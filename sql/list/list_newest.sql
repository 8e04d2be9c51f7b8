-- Open cases of a council, the newest first.
-- in: today day, authority int, officer int, school int, panel int, stage text, step text, holder text, locality text
-- in: unassigned flag, due_from int, due_to int
-- in: rows int, skip int
with page as (
  select p.id, p.next_due
  from process p
  where p.authority = :authority and p.is_open = 1
    and (:officer = 0 or p.officer_id = :officer)
    -- part: list_narrowed
  order by p.opened desc, p.id desc
  limit :rows offset :skip
)
-- part: list_row
order by p.opened desc, p.id desc
