-- A list, a search or an export shows many people: one row of the audit names them all, under its hash; the index
-- answers who was shown this person.

alter table audit add column shown {text};    -- ids of the people, a JSON array; absent for what shows one or nobody

create table audit_shown (
  person_id {int} not null,
  audit_id {int} not null,
  primary key (person_id, audit_id)
) {clustered};
