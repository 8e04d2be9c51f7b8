-- Settings that were asked about children who move on: each ask with its answer.
-- in: authority int, since day, until day
-- column fields: text
-- column planned: text
select p.id, p.opened, k.organisation_id, o.name, k.state, k.due, k.answered,
  (select e.fields from event e where e.process_id = p.id and e.name = 'consult_reply' and e.subject = k.subject
     and not exists (select 1 from event x where x.process_id = p.id and x.corrects = e.seq)
   order by e.seq desc limit 1) as fields,
  (select e.fields from event e where e.process_id = p.id and e.name = 'transfer_planned'
     and not exists (select 1 from event x where x.process_id = p.id and x.corrects = e.seq)
   order by e.seq limit 1) as planned
from process p
join ask k on k.process_id = p.id and k.kind = 'consultation' and k.state <> 'withdrawn'
join organisation o on o.id = k.organisation_id
where p.authority = :authority and p.pathway = 'PT' and p.opened >= :since and p.opened < :until
order by o.folded, o.id, p.id
