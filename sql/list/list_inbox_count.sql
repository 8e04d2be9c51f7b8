-- How much an organisation is asked for and has not answered.
-- in: organisation_id int, today day, soon day
-- column asks: int
-- column late: int
-- column due_soon: int
select count(*) as asks,
  coalesce(sum(case when a.due < :today then 1 else 0 end), 0) as late,
  coalesce(sum(case when a.due >= :today and a.due <= :soon then 1 else 0 end), 0) as due_soon
from ask a
where a.organisation_id = :organisation_id and a.answered is null and a.state <> 'withdrawn'
