-- Those of a child's contacts that an account may become: parents and the young person, not ended, first made first.
-- in: person_id int, today day
select r.id, r.kind, r.account_id, r.email
from relation r
where r.person_id = :person_id and r.kind in ('parent', 'self') and (r.ended is null or r.ended > :today)
order by r.id
