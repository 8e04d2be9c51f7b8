-- One of their cases, and who looks after it or got it.
-- in: cover_id int, process_id int, officer_id int, seq int, from_day day, to_day day
insert into cover_case (cover_id, process_id, officer_id, seq, from_day, to_day)
values (:cover_id, :process_id, :officer_id, :seq, :from_day, :to_day)
