-- A panel of the council, and how full it is without this case.
-- in: id int, authority int, process_id int
-- column booked: int
select b.day, b.room, (select count(*) from process p where p.panel_id = b.id and p.id <> :process_id) as booked
from panel b
where b.id = :id and b.authority = :authority
