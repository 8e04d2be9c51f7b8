-- Messages about a case.
-- in: id int
delete from message where process_id = :id or document_id in (select d.id from document d where d.process_id = :id)
