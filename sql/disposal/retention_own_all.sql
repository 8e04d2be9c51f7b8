-- The periods that councils set for themselves: the newest of each rule.
-- column council: text
select o.rule, o.years, o.reason, t.short_name as council
from retention_own o join authority t on t.code = o.authority
where o.years > 0 and o.id = (select max(n.id) from retention_own n where n.authority = o.authority and n.rule = o.rule)
order by o.rule, t.short_name
