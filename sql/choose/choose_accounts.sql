-- Accounts that have one of some roles in an authority, by name.
-- in: authority int, roles text, search text, most int
-- column role: text
-- column total: int
select a.id, a.name, min(m.role) as role, count(*) over () as total
from account a join membership m on m.account_id = a.id
where a.is_open = 1 and (:authority = 0 or m.authority = :authority) and :roles like '% ' || m.role || ' %'
  and (:search = '' or lower(a.name) like '%' || :search || '%' escape '\')
group by a.id, a.name
order by a.name, a.id limit :most
