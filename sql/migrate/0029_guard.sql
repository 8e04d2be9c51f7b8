-- Parts of a record that are not for everybody who sees the rest; what families and young people have agreed to; records
-- opened in an emergency.

create table mark (
  id {id},
  person_id {int} not null references person(id),
  process_id {ref} references process(id),      -- absent: the whole record of the person
  target {text} not null,           -- record, address, event, document
  target_id {int} not null default 0, -- event.seq, document.id
  word {text} not null,             -- rulebook/code/mark.csv, flag.csv
  reason {text} not null,
  account_id {int} not null references account(id),
  made {ms} not null,
  ended {ms}, ended_by {ref} references account(id)
);
create index mark_person on mark(person_id);

create table consent (
  id {id},
  person_id {int} not null references person(id),
  kind {text} not null,             -- rulebook/code/consent.csv
  relation_id {ref} references relation(id),    -- for whom: a parent
  note {text} not null,             -- how it was given
  account_id {int} not null references account(id), -- who recorded it
  since {day} not null, ended {day}
);
create index consent_person on consent(person_id);

create table glass (                -- somebody opened a record in an emergency
  id {id},
  process_id {int} not null references process(id),
  account_id {int} not null references account(id),
  reason {text} not null,
  begun {ms} not null, until {ms} not null,
  seen_by {ref} references account(id), seen {ms}       -- who looked at it afterwards
);
create index glass_account on glass(account_id, process_id);
create index glass_process on glass(process_id);
