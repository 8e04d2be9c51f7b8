-- The computed columns of the next cases, as they are stored.
-- in: after int, most int
select id, stage, holder, holder_since, next_step, next_due, is_open, closed, exception_count, decided, issued, outcome,
  panel_id, officer_id, school_id, whole_due, planned, late_key
from process
where id > :after
order by id
limit :most
