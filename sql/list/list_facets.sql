-- The stages, steps and holders that the open cases of a council are in; no more than `most` cases are looked at.
-- in: authority int, most int
-- column cases: int
select p.stage, p.next_step, p.holder, count(*) as cases
from (
  select stage, next_step, holder from process where authority = :authority and is_open = 1 limit :most
) p
group by p.stage, p.next_step, p.holder
order by p.stage, p.next_step nulls first, p.holder
