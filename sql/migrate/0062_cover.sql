-- Work that passes to others while somebody is away, or because they leave.

create table cover (
  id {id},
  authority {int} not null references authority(code),
  account_id {int} not null references account(id),     -- whose work it is
  kind {text} not null,             -- away: until it ends the cases stay theirs; leaving: the cases get another officer
  from_day {day} not null,
  to_day {day},                     -- away: last day; absent: leaving
  made_by {int} not null references account(id),
  made {ms} not null,
  ended_by {ref} references account(id), ended {ms}     -- called off, or put back
);
create index cover_of on cover(authority, account_id);

create table cover_case (
  cover_id {int} not null references cover(id),
  process_id {int} not null references process(id),
  officer_id {int} not null references account(id),     -- who looks after it, or got it
  seq {int} not null,               -- leaving: the event that gave it; 0
  from_day {day}, to_day {day},     -- of being away; absent: leaving
  ended {ms},
  primary key (cover_id, process_id)
) {clustered};
create index cover_case_now on cover_case(process_id, to_day);
create index cover_case_officer on cover_case(officer_id, to_day);
