-- The same without any plan for which an exception was recorded.
-- in: since day, until day, today day
-- column part: text
-- column top: int
-- column bottom: int
select p.authority, '' as part, count(*) filter (where p.issued - p.opened <= 140) as top, count(*) as bottom
from process p
where p.pathway = 'NA' and p.issued between :since and :until and p.issued <= :today and p.exception_count = 0
group by p.authority
