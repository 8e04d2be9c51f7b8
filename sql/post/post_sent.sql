-- A message that has left.
-- in: id id
select id, authority, process_id, person_id, account_id, document_id, kind, way from message
where id = :id and state in ('sent', 'delivered', 'unsure')
