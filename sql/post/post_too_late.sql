-- What could not be sent in time and is sent no more. Letters on paper only where a carrier posts them (paper).
-- in: now ms, paper flag
-- column id: id
select id, authority, process_id, person_id, account_id, document_id, kind, way, why from message
where state = 'waiting' and last < :now and (way <> 'paper' or (:paper = 1 and coalesce(carrier, '') <> 'hand'))
order by id limit 200
