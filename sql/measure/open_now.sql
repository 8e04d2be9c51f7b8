-- Open cases by where they stand, and those whose next legal date has passed.
-- in: since day, until day, today day
-- column part: text
-- column top: int
-- column bottom: int
select p.authority, p.stage as part, count(*) filter (where p.next_due < :today) as top, count(*) as bottom
from process p
where p.pathway = 'NA' and p.is_open = 1 and p.opened between :since and :until
group by p.authority, p.stage
