-- The PDF of a letter was made.
-- in: document_id int, pdf_sha256 text
update letter set pdf_sha256 = :pdf_sha256 where document_id = :document_id
