-- Who belongs to a child today, and how each wants to be told of its cases. Way "" when none was chosen; account 0 when
-- there is none (what the holder of a private link chose stands in told_holder).
-- in: person_id int, today day
-- column account_id: int
-- column way: text
-- column address: text
-- column reminders: flag
-- column consented: flag
-- column represents: flag
select coalesce(r.account_id, 0) as account_id, r.kind, p.born, coalesce(t.way, '') as way, coalesce(t.address, '') as address,
  coalesce(t.reminders, 0) as reminders,
  case when exists (select 1 from consent c where c.person_id = r.person_id and c.relation_id = r.id and c.kind = 'parent' and c.since <= :today
    and (c.ended is null or c.ended > :today)) then 1 else 0 end as consented,
  case when exists (select 1 from consent c where c.person_id = r.person_id and c.relation_id = r.id and c.kind = 'represents' and c.since <= :today
    and (c.ended is null or c.ended > :today)) then 1 else 0 end as represents
from relation r join person p on p.id = r.person_id
left join told t on t.person_id = r.person_id and t.account_id = r.account_id
where r.person_id = :person_id and r.kind in ('parent', 'self') and (r.ended is null or r.ended > :today)
order by r.account_id, r.id
