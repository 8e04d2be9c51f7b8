-- The papers of a case.
-- in: id int
select d.id, d.event_seq, d.kind, d.subject, d.name, d.mime, d.sha256, d.account_id, d.made, c.bytes
from document d
join content c on c.sha256 = d.sha256
where d.process_id = :id
order by d.id
