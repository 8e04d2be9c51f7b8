-- Late days of a period by process, step and party: `until` is the day after its last. `lasting`: still late at its end.
-- in: authority int, pathway text, organisation_id int, since day, until day
-- column cases: int
-- column days: int
-- column lasting: int
select t.pathway, t.step, t.party, count(distinct t.process_id) as cases,
  sum((case when t.to_day is null or t.to_day > :until then :until else t.to_day end) -
      (case when t.from_day < :since then :since else t.from_day end)) as days,
  count(distinct case when t.to_day is null or t.to_day >= :until then t.process_id end) as lasting
from late_time t
where t.authority = :authority and t.from_day < :until and (t.to_day is null or t.to_day > :since)
  and (:pathway = '' or t.pathway = :pathway) and (:organisation_id = 0 or t.organisation_id = :organisation_id)
group by t.pathway, t.step, t.party
order by t.pathway, t.step, t.party
