-- What a work list can be narrowed by is found by a few steps through an index each, however many cases there are.
create index process_stage on process(authority, is_open, stage);
create index process_step on process(authority, is_open, next_step);
create index process_holder on process(authority, is_open, holder, next_due, officer_id);
