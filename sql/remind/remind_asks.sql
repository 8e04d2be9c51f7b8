-- Asks that are not answered and fall due in these days, with everybody who answers for the team, or who took it on.
-- in: from day, to day, kind text
select p.reference, k.due, a.id as account_id, a.email
from ask k join process p on p.id = k.process_id
join membership m on m.organisation_id = k.organisation_id
join account a on a.id = m.account_id
where k.kind = :kind and k.answered is null and k.state <> 'withdrawn' and k.due >= :from and k.due <= :to and p.is_open = 1
  and (k.account_id is null or k.account_id = a.id) and a.is_open = 1
  and not exists (select 1 from quiet q where q.account_id = a.id)
order by a.id, k.due, p.reference
