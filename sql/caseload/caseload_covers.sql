-- Cases that officers of a council look after for somebody who is away today.
-- in: authority int, today day
-- column cases: int
select k.officer_id, count(*) as cases
from cover_case k
join cover v on v.id = k.cover_id
where v.authority = :authority and k.ended is null and k.from_day <= :today and k.to_day >= :today
group by k.officer_id
