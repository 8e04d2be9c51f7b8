-- The school that somebody typed, when there is just one of that name.
-- in: authority int, name text
select id
from organisation
where authority = :authority and kind in ('school', 'nursery', 'college') and is_open = 1
  and lower(name) = lower(:name)
limit 2
