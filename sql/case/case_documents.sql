-- The papers of a case; a letter that we made is called by its title and whom it is for, not by its file.
-- in: id int
-- column name: text
select d.id, d.event_seq, d.kind, l.letter, l.to_family, d.subject,
  coalesce(l.title || case when l.addressee = '' then '' else ' (' || l.addressee || ')' end, d.name) as name, d.mime,
  d.sha256, d.account_id, d.made, c.bytes
from document d
join content c on c.sha256 = d.sha256
left join letter l on l.document_id = d.id
where d.process_id = :id
order by d.id
