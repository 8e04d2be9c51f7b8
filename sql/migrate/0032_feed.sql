-- A member of staff's calendar by a private address: one an account, kept as a keyed hash.
create table feed (
  account_id {int} primary key references account(id),
  token_hash {text} not null unique,
  made {ms} not null
);
