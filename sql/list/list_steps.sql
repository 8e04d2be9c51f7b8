-- The next steps that open cases of a council are in: from one value to the next through the index.
-- in: authority int
-- column next_step: text
with recursive found(value) as (
  select min(p.next_step) from process p where p.authority = :authority and p.is_open = 1
  union all
  select (select min(p.next_step) from process p where p.authority = :authority and p.is_open = 1 and p.next_step > found.value)
  from found
  where found.value is not null
)
select value as next_step from found where value is not null
