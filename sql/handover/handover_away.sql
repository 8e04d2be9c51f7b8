-- Who is away on one of these days.
-- in: authority int, from_day day, to_day day
select distinct v.account_id
from cover v
where v.authority = :authority and v.kind = 'away' and v.ended is null and v.from_day <= :to_day and v.to_day >= :from_day
