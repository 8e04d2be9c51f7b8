-- Open cases of an officer, the next date first, that nobody covers on any of these days; without a last day (who leaves) all.
-- in: authority int, account_id int, from_day day, to_day day, most int
select p.id, p.reference, p.version, p.pathway, p.stage, p.next_due, c.given, c.family, c.need, s.setting_type
from process p
join person c on c.id = p.person_id
left join organisation s on s.id = c.school_id
where p.officer_id = :account_id and p.is_open = 1 and +p.authority = :authority
  and not exists (select 1 from cover_case k where k.process_id = p.id and k.ended is null and k.from_day <= :to_day
    and k.to_day >= :from_day)
order by p.next_due nulls last, p.id
limit :most
