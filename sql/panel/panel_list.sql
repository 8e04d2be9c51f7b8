-- Panels of an authority between two days, with the cases that wait for each.
-- in: authority int, since day, upto day
-- column booked: int
select p.id, p.name, p.day, p.room, p.authority,
  (select count(*) from process c where c.panel_id = p.id and c.is_open = 1) as booked
from panel p
where p.authority = :authority and p.day >= :since and p.day <= :upto
order by p.day, p.id
