-- One-time addresses that a mail carries: to choose a password anew, or the first one.

create table pass (
  token_hash {text} not null primary key,       -- keyed BLAKE2b, hex
  kind {text} not null,             -- reset, join
  account_id {ref} references account(id),      -- absent: there was no such account; it opens nothing
  made {ms} not null, expires {ms} not null, used {ms}
);
create index pass_account on pass(account_id);
