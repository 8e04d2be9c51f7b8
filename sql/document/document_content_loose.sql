-- Contents that nothing took: no paper, no draft, no letter's PDF; a few hundred at a time.
-- in: before ms
select c.sha256
from content c
where coalesce(c.kept, 0) < :before
  and not exists (select 1 from document o where o.sha256 = c.sha256)
  and not exists (select 1 from draft_file f where f.sha256 = c.sha256)
  and not exists (select 1 from letter l where l.pdf_sha256 = c.sha256)
order by c.sha256
limit 200
