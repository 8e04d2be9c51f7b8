-- A copy of what is held about somebody: what whoever looks through it has left out, and why, until it is given.
create table subject_choice (
  process_id {int} not null references process(id),     -- of the request
  part {text} not null,             -- contact-7, e12-3, d45, p12-1, mark-4, consents, messages, looked
  is_out {flag} not null,
  ground {text} not null default '', -- rulebook/code/withheld.csv
  account_id {int} not null references account(id),
  made {ms} not null,
  primary key (process_id, part)
) {clustered};
create table subject_words (        -- words that are blacked out wherever they stand
  process_id {int} not null primary key references process(id),
  words {text} not null,            -- one a line
  account_id {int} not null references account(id),
  made {ms} not null
);
