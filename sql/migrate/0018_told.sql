-- How families want to be told that something has changed. Without a row they get letters on paper.

create table told (
  person_id {int} not null references person(id),
  account_id {int} not null,        -- who is told; 0: whoever holds the private link
  way {text} not null,              -- mail, text, paper
  address {text} not null default '', -- proved by a code
  reminders {flag} not null default 1,
  new_way {text}, new_address {text}, -- asked for, not proved yet
  code_hash {text}, code_until {ms}, code_tries {int} not null default 0,
  changed {ms} not null,
  primary key (person_id, account_id)
) {clustered};

create table quiet (                -- accounts that want no reminders
  account_id {int} not null primary key references account(id),
  since {ms} not null
);
