-- What each member of staff read on each day, in numbers alone, and what of it is worth a second look.

create table reading_day (
  account_id {int} not null references account(id),
  day {day} not null,
  opened {int} not null, usual {int} not null, days {int} not null, odd_hours {int} not null, namesakes {int} not null,
  exports {int} not null, emergencies {int} not null, own {int} not null,
  first_audit {int} not null, last_audit {int} not null,    -- the day's rows of the audit lie between these ids
  primary key (account_id, day)
) {clustered};
create index reading_day_day on reading_day(day);

create table reading_found (
  id {id},
  account_id {int} not null references account(id),
  day {day} not null,
  watch {text} not null,            -- rulebook/watch/
  found {ms} not null,
  seen_by {ref} references account(id), seen {ms}, note {text},
  unique (account_id, day, watch)
);
create index reading_found_day on reading_found(day);
