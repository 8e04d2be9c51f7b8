-- The same processes as counts: how many of each school, by the day they must be done and the day planned.
-- in: authority int, pathway text, school int, officer int, since day, until day, unplanned flag, planned flag
-- column cases: int
select p.school_id, s.name as school, p.whole_due, p.planned, count(*) as cases
from process p
left join organisation s on s.id = p.school_id
where p.authority = :authority and p.pathway = :pathway and p.is_open = 1
  and p.whole_due >= :since and p.whole_due < :until
  and (:school = 0 or p.school_id = :school)
  and (:officer = 0 or p.officer_id = :officer)
  and (:unplanned = 0 or p.planned is null)
  and (:planned = 0 or p.planned is not null)
group by p.school_id, s.name, p.whole_due, p.planned
order by s.name, p.whole_due
