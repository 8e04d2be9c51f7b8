-- The computed columns of a case.
-- in: id int, stage text, holder text, holder_since day, next_step text, next_due day, is_open flag, closed day
-- in: exception_count int, decided day, issued day, outcome text, panel_id ref, officer_id ref, school_id ref
-- in: changes day, whole_due day, planned day
update process
set stage = :stage, holder = :holder, holder_since = :holder_since, next_step = :next_step, next_due = :next_due,
  is_open = :is_open, closed = :closed, exception_count = :exception_count, decided = :decided, issued = :issued,
  outcome = :outcome, panel_id = :panel_id, officer_id = :officer_id,
  school_id = :school_id, changes = :changes, whole_due = :whole_due, planned = :planned
where id = :id
