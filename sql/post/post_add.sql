-- A message to be sent; none when the same cause has made one already.
-- in: authority ref, process_id ref, person_id ref, account_id ref, document_id ref, kind text, way text, address text
-- in: holes text, secret text, once text, made ms, due ms, last ms
insert into message (authority, process_id, person_id, account_id, document_id, kind, way, address, holes, secret, once,
  made, due, last, state)
values (:authority, :process_id, :person_id, :account_id, :document_id, :kind, :way, :address, :holes, :secret, :once,
  :made, :due, :last, 'waiting')
on conflict (once) do nothing
returning id
