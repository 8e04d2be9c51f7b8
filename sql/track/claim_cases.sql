-- The cases of the people to whom an account stands as parent, or as the young person themselves.
-- in: account_id int, today day
select p.id, p.reference
from process p
where p.person_id in (select r.person_id from relation r
  where r.account_id = :account_id and r.kind in ('parent', 'self') and (r.ended is null or r.ended > :today))
order by p.is_open desc, p.opened desc, p.id desc
limit 100
