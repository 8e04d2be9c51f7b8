-- The free advice service of a council.
-- in: authority int
select name, phone
from organisation
where authority = :authority and kind = 'iass' and is_open = 1
order by id
limit 1
