-- The cases behind late days of a step and a party ('' whoever had it), most days first.
-- in: authority int, pathway text, step text, party text, organisation_id int, since day, until day, lasting flag
-- in: rows int, skip int
-- column days: int
-- column begun: day
-- column lasts: int
with late as (
  select t.process_id,
    sum((case when t.to_day is null or t.to_day > :until then :until else t.to_day end) -
        (case when t.from_day < :since then :since else t.from_day end)) as days,
    min(t.from_day) as begun, max(case when t.to_day is null or t.to_day >= :until then 1 else 0 end) as lasts
  from late_time t
  where t.authority = :authority and t.from_day < :until and (t.to_day is null or t.to_day > :since)
    and t.pathway = :pathway and t.step = :step and t.party = :party
    and (:organisation_id = 0 or t.organisation_id = :organisation_id)
  group by t.process_id
)
select p.reference, c.given, c.family, o.name as officer, p.holder, p.is_open, late.days, late.begun, late.lasts
from late
join process p on p.id = late.process_id
join person c on c.id = p.person_id
left join account o on o.id = p.officer_id
where :lasting = 0 or late.lasts = 1
order by late.days desc, p.id
limit :rows offset :skip
