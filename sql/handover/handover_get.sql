-- One handover.
-- in: id int
select v.id, v.authority, v.account_id, v.kind, v.from_day, v.to_day, v.made, v.ended, a.name, m.name as made_by_name
from cover v
join account a on a.id = v.account_id
join account m on m.id = v.made_by
where v.id = :id
