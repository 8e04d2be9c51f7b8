-- Does nothing hold this content any more? Who kept it since then may be about to take it.
-- in: sha256 text, since ms
-- column holders: int
select (select count(*) from document d where d.sha256 = :sha256) + (select count(*) from letter l where l.pdf_sha256 = :sha256)
  + (select count(*) from draft_file f where f.sha256 = :sha256)
  + (select count(*) from content c where c.sha256 = :sha256 and c.kept >= :since) as holders
