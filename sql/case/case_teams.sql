-- Teams of a council that answer requests for advice.
-- in: authority int
select o.id, o.name, o.advice_kind
from organisation o
where o.authority = :authority and o.advice_kind is not null and o.is_open = 1
order by o.advice_kind, o.folded
