-- Files of drafts of a case.
-- in: id int
delete from draft_file where token_hash in (select t.token_hash from draft t where t.process_id = :id or t.sent_process_id = :id)
