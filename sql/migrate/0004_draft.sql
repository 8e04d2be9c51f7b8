-- A draft keeps its files, and what became of it once it was sent, so that it can be sent only once.
alter table draft add column sent_process_id {ref};
alter table draft add column sent_reference {text};
alter table draft add column sent_seal {text};      -- the family's private token, sealed with the key of the house
create index draft_changed on draft(changed);

create table draft_file (             -- a file added to a draft; its bytes are in content
  token_hash {text} not null references draft(token_hash),
  seq {int} not null,
  field {text} not null,              -- of the form
  name {text} not null, mime {text} not null,
  sha256 {text} not null references content(sha256),
  bytes {int} not null,
  primary key (token_hash, seq)
) {clustered};
create index draft_file_content on draft_file(sha256);
