-- The foundation: areas, people, processes, events and what is computed from them.
-- Types in braces become each database's own (src/store/ddl.c):
--   {id}    key made by the database      {ref} key of another row, may be absent
--   {int}   whole number                  {text} text
--   {day}   days from 1970-01-01          {ms}  milliseconds from 1970-01-01 UTC
--   {flag}  0 or 1                        {blob} bytes
-- "cluster" tables keep child rows beside their parent: {clustered} at the end of the statement.
-- Tables marked (computed) are made from events and the rulebook and can be thrown away and made again.

create table authority (            -- one row per council; code is the DfE's three digits
  code {int} not null primary key,
  name {text} not null,
  short_name {text} not null,
  phone {text}, email {text}, address {text},
  is_demonstration {flag} not null default 0
);

create table organisation (         -- council team, school, nursery, college, NHS trust, ICB ...
  id {id},
  authority {int} not null references authority(code),
  kind {text} not null,             -- codes of rulebook/code/organisation-kind.csv
  name {text} not null,
  folded {text} not null,           -- name for searching: lower case, no accents
  urn {text},                       -- schools: six digits
  setting_type {text},              -- schools: rulebook/code/setting-type.csv
  locality {text},
  email {text}, phone {text}, address {text}, postcode {text},
  advice_kind {text},               -- which advice this team answers (rulebook/code/advice.csv), if any
  is_open {flag} not null default 1
);
create index organisation_kind on organisation(authority, kind, folded);

create table account (              -- somebody who signs in
  id {id},
  authority {int} references authority(code),
  email {text} not null unique,     -- lower case
  name {text} not null,
  password {text} not null,         -- Argon2id, encoded with its own parameters
  totp_secret {text},               -- base32; absent until enrolled
  totp_used {int} not null default 0, -- last time step accepted, so that a code works once
  failures {int} not null default 0,
  locked_until {ms},
  is_open {flag} not null default 1,
  demo_note {text},                 -- shown on the sign-in page of a demonstration area
  made {ms} not null
);

create table membership (           -- a role that an account has in an organisation
  account_id {int} not null references account(id),
  role {text} not null,             -- rulebook/access/*.txt
  authority {int} not null references authority(code),
  organisation_id {ref} references organisation(id),
  primary key (account_id, role, authority)
) {clustered};

create table session (
  token_hash {text} not null primary key,   -- keyed BLAKE2b of the cookie, hex
  account_id {int} not null references account(id),
  csrf {text} not null,
  made {ms} not null, seen {ms} not null,
  is_full {flag} not null default 0          -- 0 until the second factor was given
);
create index session_account on session(account_id);

create table person (
  id {id},
  authority {int} not null references authority(code),
  given {text} not null, family {text} not null,
  folded {text} not null,           -- "family given", lower case, no accents
  born {day} not null,
  sex {text},                       -- rulebook/code/sex.csv
  address {text}, postcode {text}, locality {text},
  upn {text}, nhs_number {text},
  language {text},
  need {text},                      -- first type of need, rulebook/code/need.csv
  school_id {ref} references organisation(id),   -- on roll here
  version {int} not null default 0
);
create index person_name on person(authority, folded);
create index person_school on person(school_id);

create table relation (             -- who somebody is to a person; the rule of access asks this
  id {id},
  person_id {int} not null references person(id),
  kind {text} not null,             -- rulebook/code/relation.csv: parent, self, ...
  account_id {ref} references account(id),
  name {text} not null, email {text}, phone {text}, address {text},
  since {day}, ended {day}
);
create index relation_person on relation(person_id);
create index relation_account on relation(account_id);

create table process (              -- one walk along a pathway; the case
  id {id},
  reference {text} not null unique, -- eight letters and digits, random, says nothing
  authority {int} not null references authority(code),
  person_id {int} not null references person(id),
  pathway {text} not null,          -- NA, ...
  opened {day} not null,
  version {int} not null default 0, -- number of the last event; two officers at once collide here
  officer_id {ref} references account(id),
  -- (computed) from the events by rules/pathway
  stage {text} not null,
  holder {text} not null,           -- party word: council, family, panel, advisers, settings, nobody
  holder_since {day},
  next_step {text}, next_due {day}, -- the first legal date not yet met
  is_open {flag} not null default 1,
  closed {day},
  exception_count {int} not null default 0,
  decided {day}, issued {day},      -- day of the six-week decision, day of the final plan
  outcome {text},
  -- copied for lists: one index walk makes a work list
  child_folded {text} not null, school_id {ref}, locality {text}, panel_id {ref}
);
create index process_due on process(authority, is_open, next_due, id);
create index process_officer on process(officer_id, is_open, next_due, id);
create index process_school on process(school_id, is_open, next_due, id);
create index process_person on process(person_id);
create index process_panel on process(panel_id);
create index process_issued on process(authority, issued);
create index process_opened on process(authority, opened);

create table event (                -- what happened; never changed, never deleted
  process_id {int} not null references process(id),
  seq {int} not null,               -- 1, 2, 3 ... within the process
  name {text} not null,             -- event id of the pathway
  day {day} not null,               -- the day it happened
  subject {text} not null default '', -- the ask it is about (ask.subject), or ''
  fields {text} not null default '{}', -- answers of its form, a JSON object of texts
  corrects {int},                   -- seq of the event this one takes the place of
  reason {text},                    -- why corrected
  account_id {ref} references account(id),  -- who recorded it; absent for a link holder
  actor {text} not null,            -- role in which it was recorded, or 'family link' ...
  recorded {ms} not null,
  primary key (process_id, seq)
) {clustered};

create table ask (                  -- (computed) what somebody was asked for: advice, a consultation
  process_id {int} not null references process(id),
  subject {text} not null,          -- 'advice-ep', 'setting-123'
  kind {text} not null,             -- advice, consultation
  role {text} not null,             -- code of rulebook/code/advice.csv, or 'setting'
  organisation_id {ref} references organisation(id),
  account_id {ref} references account(id),   -- who accepted it
  asked {day} not null, received {day}, due {day}, answered {day},
  state {text} not null,            -- asked, received, accepted, query, answered, withdrawn
  primary key (process_id, subject)
) {clustered};
create index ask_inbox on ask(organisation_id, answered, due);

create table exception (            -- (computed) an exception claimed for a step
  process_id {int} not null references process(id),
  seq {int} not null,               -- the event that claimed it
  code {text} not null, step {text} not null,
  is_available {flag} not null,     -- the computed test
  primary key (process_id, seq)
) {clustered};

create table content (              -- a file's bytes once, by what they are
  sha256 {text} not null primary key,
  bytes {int} not null
);
create table content_part (         -- 256 KiB each
  sha256 {text} not null references content(sha256),
  seq {int} not null,
  part {blob} not null,
  primary key (sha256, seq)
) {clustered};

create table document (
  id {id},
  process_id {int} not null references process(id),
  event_seq {int},                  -- the event it came with
  kind {text} not null,             -- rulebook/code/document.csv: request-evidence, advice, letter ...
  subject {text} not null default '',
  name {text} not null,             -- file name as given, cleaned
  mime {text} not null,             -- found from the bytes, not from the name
  sha256 {text} not null references content(sha256),
  account_id {ref} references account(id),
  made {ms} not null
);
create index document_process on document(process_id);

create table plan (                 -- a version of the EHC plan
  id {id},
  process_id {int} not null references process(id),
  version {int} not null,           -- 1, 2 ... within the process
  state {text} not null,            -- writing, draft, final
  changed {ms} not null,
  account_id {ref} references account(id),
  edition {int} not null default 0, -- counts saves, for two writers at once
  unique (process_id, version)
);
create table plan_section (         -- structured text for now; linked rows take its place later
  plan_id {int} not null references plan(id),
  section {text} not null,          -- A, B, ... H1, H2, I, J, K
  body {text} not null,
  primary key (plan_id, section)
) {clustered};

create table draft (                -- a form somebody has begun and will come back to
  token_hash {text} not null primary key,
  form {text} not null,
  authority {int},
  fields {text} not null,           -- JSON object of texts
  account_id {ref} references account(id),
  process_id {ref} references process(id),
  changed {ms} not null
);

create table link (                 -- a private address: a family's tracker, an adviser's one answer
  token_hash {text} not null primary key,
  kind {text} not null,             -- family, adviser
  process_id {int} not null references process(id),
  subject {text} not null default '',
  made {ms} not null, expires {ms}, used {ms},
  account_id {ref} references account(id)   -- who claimed it
);
create index link_process on link(process_id);

create table panel (                -- a meeting that decides
  id {id},
  authority {int} not null references authority(code),
  name {text} not null, day {day} not null,
  room {int} not null default 20    -- cases it can take
);
create index panel_day on panel(authority, day);

create table search (               -- a saved work list
  id {id},
  account_id {int} not null references account(id),
  authority {int} not null,
  name {text} not null,
  query {text} not null,            -- the query string of /work
  is_shared {flag} not null default 0
);
create index search_account on search(account_id);

create table audit (                -- each view and change of a person's record
  id {id},
  at {ms} not null,
  account_id {ref}, actor {text} not null,
  verb {text} not null,             -- view, record, download, search, export, sign-in ...
  what {text} not null,             -- case, document, plan, list ...
  person_id {ref}, process_id {ref},
  detail {text},                    -- never a name
  grant_id {text}                   -- which line of the access rule allowed it
);
create index audit_process on audit(process_id);
create index audit_person on audit(person_id);

create table setting (              -- of the installation
  name {text} not null primary key, value {text} not null
);
