-- How the holder of the private link of a case wants to be told, and since when there is a link that works.
-- in: person_id int, process_id int, now ms
-- column made: ms
select t.way, t.address, t.reminders, t.changed, p.born, max(l.made) as made
from told t join person p on p.id = t.person_id
join link l on l.process_id = :process_id and l.kind = 'family' and l.used is null
  and (coalesce(l.expires, 0) = 0 or l.expires > :now)
where t.person_id = :person_id and t.account_id = 0 and t.way <> 'paper'
group by t.way, t.address, t.reminders, t.changed, p.born
