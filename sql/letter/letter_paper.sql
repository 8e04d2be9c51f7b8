-- A kept letter, to be put on paper.
-- in: document_id int
select d.id, d.sha256, l.pdf_sha256 from letter l join document d on d.id = l.document_id where l.document_id = :document_id
