-- Open cases of a council by officer and by what their weight goes by. `away`: of those at risk, how many somebody else has.
-- in: authority int, today day, soon day
-- column cases: int
-- column late: int
-- column at_risk: int
-- column away: int
select p.officer_id, p.pathway, p.stage, c.need, s.setting_type, count(*) as cases,
  sum(case when p.next_due < :today then 1 else 0 end) as late,
  sum(case when p.next_due >= :today and p.next_due <= :soon then 1 else 0 end) as at_risk,
  sum(case when p.next_due >= :today and p.next_due <= :soon and p.holder <> 'council' then 1 else 0 end) as away
from process p
join person c on c.id = p.person_id
left join organisation s on s.id = c.school_id
where p.authority = :authority and p.is_open = 1
group by p.officer_id, p.pathway, p.stage, c.need, s.setting_type
