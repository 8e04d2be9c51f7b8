-- By when a whole process must be done and on which day its meeting is planned: for planning a year of them. Lists that were
-- given to schools, the NHS and social care.

alter table process add column whole_due {day};         -- (computed) last day for the whole of it, as its pathway says
alter table process add column planned {day};           -- (computed) day of its meeting: held, booked or planned
create index process_whole on process(authority, pathway, is_open, whole_due, id, school_id, officer_id, planned);
-- the daily pass looks at all of these again
update process set changes = null where pathway in ('AR', 'XR');

create table list_sent (            -- a list of cases that was given to somebody
  id {id},
  authority {int} not null references authority(code),
  pathway {text} not null,
  since {day} not null, until {day} not null,           -- of the days that the list is about
  party {text} not null,            -- code of rulebook/code/list-party.csv
  organisation_id {ref} references organisation(id),    -- a school; absent: one for the whole area
  cases {int} not null,             -- how many stood on it
  account_id {ref} references account(id),
  sent {ms} not null
);
create index list_sent_of on list_sent(authority, pathway, since);
