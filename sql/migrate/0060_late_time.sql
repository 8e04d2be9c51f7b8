-- Where lateness sits: times in which a step of a case was late, and with whom (rules/hands.h). Computed from the events like
-- the columns of process, so that a page over any period reads rows.

create table late_time (
  process_id {int} not null references process(id),
  n {int} not null,
  authority {int} not null,
  pathway {text} not null,
  step {text} not null,
  party {text} not null,            -- code of rulebook/code/holder.csv; '' the whole time, whoever had it
  organisation_id {int} not null,   -- the team or school whose clock it is; 0 a clock of the whole case
  from_day {day} not null,          -- first day whose end was late
  to_day {day},                     -- the day it ended, which is not counted; absent while it lasts
  primary key (process_id, n)
) {clustered};
create index late_time_of on late_time(authority, from_day, to_day, pathway, step, party, organisation_id, process_id);

-- (computed) which rows of late_time are kept for it; absent until the daily pass (of what is open) or `waymark recompute` made them
alter table process add column late_key {text};
