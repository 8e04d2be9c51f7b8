-- New plans issued in a time, and those of them within 20 weeks.
-- in: since day, until day, today day
-- column part: text
-- column top: int
-- column bottom: int
select p.authority, '' as part, count(*) filter (where p.issued - p.opened <= 140) as top, count(*) as bottom
from process p
where p.pathway = 'NA' and p.issued between :since and :until and p.issued <= :today
group by p.authority
