-- Open organisations of some kinds whose name holds a text, by name.
-- in: authority int, kinds text, search text, most int
-- column total: int
select o.id, o.name, o.locality, o.kind, count(*) over () as total
from organisation o
where o.is_open = 1 and (:authority = 0 or o.authority = :authority)
  and (:kinds = '' or :kinds like '% ' || o.kind || ' %')
  and (:search = '' or o.folded like '%' || :search || '%' escape '\')
order by o.folded, o.id limit :most
