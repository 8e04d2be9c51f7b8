-- The next rows of the audit that an account left, with what tells about its reading.
-- in: after int, most int
-- column family: text
-- column is_own: flag
select a.id, a.at, a.account_id, a.actor, a.verb, a.person_id, a.shown, coalesce(p.family, '') as family,
  case when exists (select 1 from relation r where r.person_id = a.person_id and r.account_id = a.account_id
    and r.kind = 'parent') then 1 else 0 end as is_own
from audit a left join person p on p.id = a.person_id
where a.id > :after order by a.id limit :most
