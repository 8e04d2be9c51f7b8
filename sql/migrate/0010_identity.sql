-- One identity for each child: numbers, former names, keys to find a person by, pairs that may be one child, merges that can be undone.

alter table person add column former_upn {text};
alter table person add column uln {text};
alter table person add column former_names {text};   -- other family names, folded, blanks between
alter table person add column merged_into {ref};     -- the record that took this one's place

create table person_key (           -- (computed) rules/match match_keys
  key {text} not null,
  person_id {int} not null references person(id),
  primary key (key, person_id)
) {clustered};
create index person_key_person on person_key(person_id);

create table person_address (       -- where somebody lived, newest last
  person_id {int} not null references person(id),
  seq {int} not null,
  address {text}, postcode {text}, locality {text},
  since {day}, ended {day},
  primary key (person_id, seq)
) {clustered};

create table person_pair (          -- two records that may be one child
  id {id},
  authority {int} not null references authority(code),
  left_id {int} not null references person(id),
  right_id {int} not null references person(id),
  levels {text} not null,           -- how well each field agrees, a digit or - for each, in the order of rules/match
  millibits {int} not null,         -- the score, thousandths of a bit
  ppm {int} not null,               -- chance that they are one, parts in a million
  answer {text} not null default 'open',     -- open, same, different, both (keep both for now)
  account_id {ref} references account(id),
  asked {ms} not null, answered {ms},
  unique (left_id, right_id)
);
create index person_pair_open on person_pair(authority, answer, ppm);

create table merge (                -- what was moved, so that it can be put back whole
  id {id},
  kept_id {int} not null references person(id),
  gone_id {int} not null references person(id),
  pair_id {ref} references person_pair(id),
  kept_before {text} not null,      -- columns of the kept record as they were, JSON
  moved {text} not null,            -- rows moved: {"process":[...],"relation":[...]}
  account_id {ref} references account(id),
  made {ms} not null, undone {ms},
  undone_by {ref} references account(id)
);
create index merge_kept on merge(kept_id);
create index merge_gone on merge(gone_id);
