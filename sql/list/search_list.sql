-- Saved searches of an account, and those shared in its council.
-- in: account_id int, authority int
select s.id, s.account_id, s.authority, s.name, s.query, s.is_shared, a.name as owner
from search s
join account a on a.id = s.account_id
where s.authority = :authority and (s.account_id = :account_id or s.is_shared = 1)
order by s.name, s.id
