-- Open cases of a council, or of one of its officers, by who has them now.
-- in: authority int, officer int, today day, week day
-- column cases: int
-- column late: int
-- column due_soon: int
-- column unassigned: int
select p.holder, count(*) as cases,
  sum(case when p.next_due < :today then 1 else 0 end) as late,
  sum(case when p.next_due >= :today and p.next_due <= :week then 1 else 0 end) as due_soon,
  sum(case when p.officer_id is null then 1 else 0 end) as unassigned
from process p
where p.authority = :authority and p.is_open = 1 and (:officer = 0 or p.officer_id = :officer or p.id in (select k.process_id from cover_case k where k.officer_id = :officer and k.ended is null
      and k.from_day <= :today and k.to_day >= :today))
group by p.holder
order by p.holder
