-- Cases that the family has, with the answers of the event that gave it a day. An event that was corrected is another one.
-- in: pathway text, event text
select p.id, p.person_id, p.reference, p.authority, e.fields
from process p join event e on e.process_id = p.id
where p.is_open = 1 and p.holder = 'family' and p.pathway = :pathway and e.name = :event
  and not exists (select 1 from event c where c.process_id = p.id and (c.corrects = e.seq or (c.name = :event and c.seq > e.seq)))
order by p.id
