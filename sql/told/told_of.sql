-- Who is told of a case, and how: accounts that still belong to the child, the holder of a private link that still works.
-- in: person_id int, process_id int, today day, now ms
select t.account_id, t.way, t.address, t.reminders from told t
where t.person_id = :person_id and t.way <> 'paper' and ((t.account_id = 0 and exists (select 1 from link l
    where l.process_id = :process_id and l.kind = 'family' and l.used is null and (coalesce(l.expires, 0) = 0 or l.expires > :now)))
  or exists (select 1 from relation r where r.person_id = t.person_id and r.account_id = t.account_id
    and r.kind in ('parent', 'self') and (r.ended is null or r.ended > :today)))
order by t.account_id
