-- Signing in: when a right was last proved, recovery codes, and what slows down guessing.

alter table session add column client {text};           -- address it was begun from, shown to its owner
alter table session add column proved {ms};             -- when a password or a code was last given

create table recovery_code (        -- lets its owner in once when the device of the second factor is lost
  account_id {int} not null references account(id),
  code_hash {text} not null,        -- keyed BLAKE2b, hex
  used {ms},
  primary key (account_id, code_hash)
) {clustered};

create table device (               -- a browser in which the account has signed in before
  token_hash {text} not null primary key,
  account_id {int} not null references account(id),
  seen {ms} not null
);
create index device_account on device(account_id);

create table throttle (             -- failures that slow down who goes on guessing
  name_hash {text} not null primary key,  -- keyed hash of what is slowed: a device, an address, a client
  failures {int} not null,
  last {ms} not null,               -- of the last failure
  until {ms} not null               -- not tried again before
);
create index throttle_last on throttle(last);
