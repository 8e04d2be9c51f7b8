-- A panel.
-- in: id int
-- column booked: int
select p.id, p.name, p.day, p.room, p.authority,
  (select count(*) from process c where c.panel_id = p.id and c.is_open = 1) as booked
from panel p where p.id = :id
