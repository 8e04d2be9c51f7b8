-- Teams and schools of a council whose own clocks were late in a period.
-- in: authority int, since day, until day
select g.id, g.name
from organisation g
where g.id in (
  select t.organisation_id
  from late_time t
  where t.authority = :authority and t.from_day < :until and (t.to_day is null or t.to_day > :since)
)
order by g.name, g.id
