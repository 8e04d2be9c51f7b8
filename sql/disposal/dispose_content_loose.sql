-- Does nothing hold this content any more?
-- in: sha256 text
-- column holders: int
select (select count(*) from document d where d.sha256 = :sha256) + (select count(*) from letter l where l.pdf_sha256 = :sha256)
  + (select count(*) from draft_file f where f.sha256 = :sha256) as holders
