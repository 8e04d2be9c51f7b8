-- The papers of a case; letters that we made with their names.
-- in: id int
select d.id, d.event_seq, d.kind, l.letter, l.to_family, d.subject, d.name, d.mime, d.sha256, d.account_id, d.made,
  c.bytes
from document d
join content c on c.sha256 = d.sha256
left join letter l on l.document_id = d.id
where d.process_id = :id
order by d.id
