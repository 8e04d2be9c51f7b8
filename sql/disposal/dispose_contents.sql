-- Contents that papers and letters of a case hold.
-- in: id int
-- column sha256: text
select d.sha256 from document d where d.process_id = :id
union
select l.pdf_sha256 as sha256 from letter l where l.process_id = :id and l.pdf_sha256 is not null
union
select f.sha256 from draft_file f join draft t on t.token_hash = f.token_hash where t.process_id = :id or t.sent_process_id = :id
