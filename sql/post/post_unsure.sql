-- Letters of which nobody knows whether their mail arrived, and that are not on paper yet.
-- (Those that Notify had are asked for instead.)
select m.authority, m.process_id, m.person_id, m.document_id from message m
where m.state = 'unsure' and m.carrier = 'smtp' and m.document_id is not null
  and not exists (select 1 from message o where o.document_id = m.document_id and o.way = 'paper')
order by m.id limit 100
