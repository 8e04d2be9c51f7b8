-- Who is or will be away or has left, in a council, newest first: all, or those that are about one account.
-- in: authority int, account_id int, since day, today day
-- column cases: int
-- column runs: int
select v.id, v.authority, u.short_name as council, v.account_id, v.kind, v.from_day, v.to_day, v.made, v.ended, a.name, m.name as made_by_name,
  (select count(*) from cover_case k where k.cover_id = v.id) as cases,
  case when v.ended is null and (v.to_day is null or v.to_day >= :today) then 1 else 0 end as runs
from cover v
join account a on a.id = v.account_id
join account m on m.id = v.made_by
join authority u on u.code = v.authority
where v.authority = :authority and (v.to_day is null or v.to_day >= :since)
  and (:account_id = 0 or v.account_id = :account_id
    or exists (select 1 from cover_case k where k.cover_id = v.id and k.officer_id = :account_id))
order by v.from_day desc, v.id desc
limit 100
