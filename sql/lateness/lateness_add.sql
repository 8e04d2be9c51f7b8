-- One time in which a step of a case was late.
-- in: process_id int, n int, authority int, pathway text, step text, party text, organisation_id int, from_day day, to_day day
insert into late_time (process_id, n, authority, pathway, step, party, organisation_id, from_day, to_day)
values (:process_id, :n, :authority, :pathway, :step, :party, :organisation_id, :from_day, :to_day)
