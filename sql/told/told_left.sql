-- How many of those who belong to a child are told in no other way than on paper.
-- in: person_id int, process_id int, today day, now ms
-- column people: int
-- column on_paper: int
select count(*) as people, count(case when not exists (select 1 from told t where t.person_id = r.person_id
  and t.account_id = coalesce(r.account_id, 0) and t.way <> 'paper'
  and (t.account_id <> 0 or exists (select 1 from link l where l.process_id = :process_id and l.kind = 'family'
    and l.used is null and (coalesce(l.expires, 0) = 0 or l.expires > :now)))) then 1 end) as on_paper
from relation r
where r.person_id = :person_id and r.kind in ('parent', 'self') and (r.ended is null or r.ended > :today)
