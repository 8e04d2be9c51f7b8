-- Records that were kept long enough go, after two people have looked at the list. What stays of it tells no name.

create table retention_own (        -- a council's own period for a rule of the rulebook; the newest counts
  id {id},
  authority {int} not null references authority(code),
  rule {text} not null,             -- rulebook/retention/*.txt
  years {int} not null,             -- 0: the rulebook's own again
  reason {text} not null,
  account_id {int} not null references account(id),
  made {ms} not null
);
create index retention_own_of on retention_own(authority, rule, id);

create table hold (                 -- a child's records are kept until somebody says that they may go
  id {id},
  person_id {int} not null references person(id),
  reason {text} not null,
  account_id {int} not null references account(id),
  made {ms} not null,
  ended {ms}, ended_by {ref} references account(id)
);
create index hold_person on hold(person_id);

create table disposal (             -- one reviewed run
  id {id},
  authority {int} not null references authority(code),
  state {text} not null,            -- proposed, approved, done, dropped
  today {day} not null,             -- the day by which it was reckoned what is due
  proposed_by {int} not null references account(id),
  proposed {ms} not null,
  decided_by {ref} references account(id),      -- who approved or dropped it
  decided {ms}, ended {ms}
);
create index disposal_authority on disposal(authority, id);

create table disposal_item (        -- a record of a run; its row goes with the record
  disposal_id {int} not null references disposal(id),
  kind {text} not null,             -- case, person
  target_id {int} not null,         -- process.id, person.id
  rule {text} not null,
  due {day} not null,               -- it may go from then on
  kept {text},                      -- why it stayed after all: open, hold, flag, early, chosen (taken off the list)
  primary key (disposal_id, kind, target_id)
) {clustered};
create index disposal_item_target on disposal_item(kind, target_id);

create table disposal_certificate ( -- what a run disposed of, without any personal data
  disposal_id {int} not null references disposal(id),
  rule {text} not null,
  years {int} not null,             -- the period it went by
  records {int} not null, people {int} not null, events {int} not null, papers {int} not null, letters {int} not null,
  plans {int} not null, messages {int} not null,
  first {ms} not null, last {ms} not null,      -- when the first and the last of them went
  primary key (disposal_id, rule)
) {clustered};
