-- Late days are summed by process, step and party: in that order they need no sorting, and the cases behind one number are one
-- stretch of the index.
drop index late_time_of;
create index late_time_of on late_time(authority, pathway, step, party, organisation_id, from_day, to_day, process_id);
