-- Somebody of a council without any process. A record that another took the place
-- of goes with that one.
-- in: authority int, id int
-- column has_hold: flag
-- column has_flag: flag
select c.id, c.born, c.given, c.family,
  case when exists (select 1 from hold h where h.person_id = c.id and h.ended is null) then 1 else 0 end as has_hold,
  case when exists (select 1 from mark m where m.person_id = c.id and m.ended is null and m.target = 'record')
    then 1 else 0 end as has_flag
from person c
where c.id = :id and c.authority = :authority and c.merged_into is null
  and not exists (select 1 from process p where p.person_id = c.id)
