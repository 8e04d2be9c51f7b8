-- Contents of a draft's files that nothing else holds.
-- in: token_hash text
select distinct f.sha256
from draft_file f
where f.token_hash = :token_hash
  and not exists (select 1 from document o where o.sha256 = f.sha256)
  and not exists (select 1 from draft_file g where g.sha256 = f.sha256 and g.token_hash <> f.token_hash)
