-- What leaves the system by mail, text message or on paper: written with what caused it, sent afterwards, its fate kept.
-- No name of a child can stand in it: a message is a text of the rulebook with the few words of `holes` filled in.

create table message (
  id {id},
  authority {int} references authority(code),   -- in whose list it stands; absent: of the installation (passwords)
  process_id {ref} references process(id),
  person_id {ref} references person(id),
  account_id {ref} references account(id),       -- whom it goes to, when they have one
  document_id {ref} references document(id),     -- the letter that it tells of, or that is to be posted
  kind {text} not null,             -- rulebook/message/KIND.txt
  way {text} not null,              -- mail, text, paper
  address {text} not null default '',
  holes {text} not null default '{}', -- what is filled into the text, a JSON object of texts; no names
  secret {text},                    -- the one-time part of an address, sealed; gone once the message has left
  once {text} unique,               -- the same cause never makes two
  made {ms} not null,
  due {ms} not null,                -- not before; afterwards: when to look again what became of it
  last {ms} not null,               -- not after
  state {text} not null,            -- waiting sending handing sent delivered failed bounced unsure stopped
  tries {int} not null default 0,
  lease {ms},                       -- whoever sends it has until then
  carrier {text},                   -- smtp, notify, hand
  outside_id {text},                -- what the carrier calls it
  why {text},                       -- of a failure, in the carrier's words
  sent {ms}, settled {ms}
);
create index message_due on message(state, due);
create index message_process on message(process_id, id);
create index message_authority on message(authority, id);
