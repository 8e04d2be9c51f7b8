-- Open cases of one officer, theirs and those that they look after today in order of the next legal date. The + keeps SQLite from walking the whole council.
-- in: today day, authority int, officer int, school int, panel int, stage text, step text, holder text, locality text
-- in: covers day, unassigned flag, due_from int, due_to int
-- in: rows int, skip int
with page as (
  select p.id, p.next_due
  from process p
  where +p.authority = :authority and p.is_open = 1
    -- part: list_own
    -- part: list_narrowed
  order by p.next_due nulls last, p.id
  limit :rows offset :skip
)
-- part: list_row
order by p.next_due nulls last, p.id
