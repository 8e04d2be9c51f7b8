-- Messages whose carrier can be asked what became of them.
-- in: now ms
select id, authority, process_id, person_id, account_id, document_id, kind, way, state, outside_id, tries, sent from message
where state in ('sent', 'unsure') and carrier = 'notify' and settled is null and due <= :now
order by due, id limit 50
