-- Letters that were made, and what froze a version of the plan.

create table letter (               -- a kept letter; its HTML is the document
  document_id {int} not null primary key references document(id),
  process_id {int} not null references process(id),
  letter {text} not null,           -- id in rulebook/letter/
  title {text} not null,
  subject {text} not null default '', -- the ask it went to, or ''
  event_seq {int} not null,
  day {day} not null,               -- day of the event
  to_family {flag} not null,        -- sent to the family: they may open it
  pdf_sha256 {text} references content(sha256) -- made when somebody first wants it
);
create index letter_process on letter(process_id, document_id);

alter table plan add column frozen {day};       -- day of the event that made it a draft or final
alter table plan add column event_seq {int};    -- that event
-- The edition of the plan in which this section was last changed: two writers of one section collide, two writers of
-- two sections do not.
alter table plan_section add column edition {int} not null default 0;
