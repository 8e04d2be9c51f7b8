-- Drafts of a case, and the request that it came from.
-- in: id int
delete from draft where process_id = :id or sent_process_id = :id
