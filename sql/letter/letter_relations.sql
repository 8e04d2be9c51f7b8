-- Who a letter about a person may go to: those whose relation has not ended, in order, and whether they act for a young person
-- who cannot decide.
-- in: person_id int, day day
-- column represents: flag
-- column consented: flag
select r.id, r.kind, r.name, r.address,
  case when exists (select 1 from consent c where c.person_id = r.person_id and c.relation_id = r.id and c.kind = 'represents'
    and c.since <= :day and (c.ended is null or c.ended > :day)) then 1 else 0 end as represents,
  case when exists (select 1 from consent c where c.person_id = r.person_id and c.relation_id = r.id and c.kind = 'parent'
    and c.since <= :day and (c.ended is null or c.ended > :day)) then 1 else 0 end as consented
from relation r
where r.person_id = :person_id and (r.ended is null or r.ended > :day)
order by r.id
