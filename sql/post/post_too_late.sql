-- What could not be sent in time and is sent no more.
-- in: now ms
-- column id: id
select id, authority, process_id, person_id, account_id, document_id, kind, way, why from message
where state = 'waiting' and way <> 'paper' and last < :now
order by id limit 200
