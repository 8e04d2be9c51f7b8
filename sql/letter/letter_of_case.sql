-- The letters of a case, oldest first.
-- in: process_id int
select l.document_id, l.letter, l.title, l.subject, l.event_seq, l.day, l.to_family, l.addressee, l.pdf_sha256, d.sha256, d.made
from letter l
join document d on d.id = l.document_id
where l.process_id = :process_id
order by l.document_id
