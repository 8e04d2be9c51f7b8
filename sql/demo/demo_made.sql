-- The assessments of a borough, to count what a demonstration area holds.
-- in: authority int
select p.opened, p.decided, p.issued, p.exception_count, p.is_open, p.stage
from process p
where p.authority = :authority and p.pathway = 'NA'
