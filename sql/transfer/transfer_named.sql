-- Settings that final plans of children who move on have named.
-- in: authority int, since day, until day
-- column planned: text
select p.id, p.opened, e.fields,
  (select w.fields from event w where w.process_id = p.id and w.name = 'transfer_planned'
     and not exists (select 1 from event x where x.process_id = p.id and x.corrects = w.seq)
   order by w.seq limit 1) as planned
from process p
join event e on e.process_id = p.id and e.name = 'final_sent'
where p.authority = :authority and p.pathway = 'PT' and p.opened >= :since and p.opened < :until
  and not exists (select 1 from event x where x.process_id = p.id and x.corrects = e.seq)
order by p.id
