-- A council's own periods: the newest of each rule.
-- in: authority int
select o.rule, o.years, o.reason, o.made, a.name as by_name
from retention_own o join account a on a.id = o.account_id
where o.authority = :authority and o.id = (select max(n.id) from retention_own n where n.authority = o.authority and n.rule = o.rule)
order by o.rule
