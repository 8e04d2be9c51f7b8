-- Does this account work for the council?
-- in: id int, authority int
-- column name: text
select a.name
from account a
where a.id = :id and a.is_open = 1
  and exists (select 1 from membership m where m.account_id = a.id and m.authority = :authority)
