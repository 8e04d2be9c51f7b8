-- The stages that open cases of a council are in: from one value to the next through the index.
-- in: authority int
-- column stage: text
with recursive found(value) as (
  select min(p.stage) from process p where p.authority = :authority and p.is_open = 1
  union all
  select (select min(p.stage) from process p where p.authority = :authority and p.is_open = 1 and p.stage > found.value)
  from found
  where found.value is not null
)
select value as stage from found where value is not null
