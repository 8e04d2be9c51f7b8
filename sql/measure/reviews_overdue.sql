-- Running reviews by where they stand, and those that should have ended.
-- in: since day, until day, today day
-- column part: text
-- column top: int
-- column bottom: int
select p.authority, p.stage as part, count(*) filter (where p.whole_due < :today) as top, count(*) as bottom
from process p
where p.pathway = 'AR' and p.is_open = 1 and p.whole_due is not null and p.opened between :since and :until
group by p.authority, p.stage
