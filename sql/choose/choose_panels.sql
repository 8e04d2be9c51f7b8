-- Panels of an authority from a day on, with the open cases booked for each.
-- in: authority int, today day, most int
-- column booked: int
-- column total: int
select p.id, p.name, p.day, p.room, count(*) over () as total,
  (select count(*) from process c where c.panel_id = p.id and c.is_open = 1) as booked
from panel p
where (:authority = 0 or p.authority = :authority) and p.day >= :today
order by p.day, p.id limit :most
