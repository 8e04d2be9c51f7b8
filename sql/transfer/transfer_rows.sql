-- Moves between phases of a council that were put on the list in some days, with how far each is.
-- in: authority int, since day, until day
-- column wishes: int
-- column met: int
-- column noticed: int
-- column asked: int
-- column answered: int
-- column officer: text
select p.id, p.reference, p.pathway, p.stage, p.opened, p.is_open, p.next_due, p.issued, p.officer_id, p.school_id,
  p.panel_id, c.given, c.family, c.born, s.name as school, e.fields,
  (select a.name from account a where a.id = p.officer_id) as officer,
  (select count(*) from event w where w.process_id = p.id and w.name = 'wishes_received'
     and not exists (select 1 from event x where x.process_id = p.id and x.corrects = w.seq)) as wishes,
  (select count(*) from event w where w.process_id = p.id and w.name = 'meeting'
     and not exists (select 1 from event x where x.process_id = p.id and x.corrects = w.seq)) as met,
  (select count(*) from event w where w.process_id = p.id and w.name = 'amendment_notice_sent'
     and not exists (select 1 from event x where x.process_id = p.id and x.corrects = w.seq)) as noticed,
  (select count(*) from ask k where k.process_id = p.id and k.kind = 'consultation' and k.state <> 'withdrawn') as asked,
  (select count(*) from ask k where k.process_id = p.id and k.kind = 'consultation' and k.answered is not null) as answered
from process p
join person c on c.id = p.person_id
join event e on e.process_id = p.id and e.name = 'transfer_planned'
  and not exists (select 1 from event x where x.process_id = p.id and x.corrects = e.seq)
left join organisation s on s.id = c.school_id
where p.authority = :authority and p.pathway = 'PT' and p.opened >= :since and p.opened < :until
order by c.folded, p.id
