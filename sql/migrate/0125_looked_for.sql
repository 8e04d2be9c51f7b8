-- What was looked for by walking a whole table (tests/store/test_statement.c): a school by its number or name, who signs in for an
-- organisation, messages about a child, marks and moves of a case, pairs that a child is in.
create index organisation_urn on organisation(urn);
create index organisation_name on organisation(name);
create index membership_organisation on membership(organisation_id);
create index message_person on message(person_id);
create index mark_process on mark(process_id);
create index move_process_of on move_process(process_id);
create index person_pair_right on person_pair(right_id);
