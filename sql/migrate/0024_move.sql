-- A child who moved from one council of the installation to another: who said so, what went, and how it was put right.

create table move (
  id {id},
  person_id {int} not null references person(id),
  from_authority {int} not null references authority(code),
  to_authority {int} not null references authority(code),
  aware {day} not null,             -- the old council knew of it
  moved {day} not null,             -- the family moved
  transferred {day} not null,       -- the plan and the papers went
  old_address {text}, old_postcode {text}, old_locality {text},  -- to be put back
  note {text},                      -- to the new council
  account_id {ref} references account(id),
  made {ms} not null,
  undone {ms}, undone_by {ref} references account(id),
  reason {text}                     -- why it was put right
);
create index move_from on move(from_authority, transferred);
create index move_to on move(to_authority, transferred);
create index move_person on move(person_id);

create table move_process (         -- what became of each process; the events that the move wrote
  move_id {int} not null references move(id),
  process_id {int} not null references process(id),
  seq {int} not null,               -- of the event; 0: it wrote none
  what {text} not null,             -- went, ended, begun, told (an event for the new council), stayed, kept
  primary key (move_id, process_id, seq)
) {clustered};
