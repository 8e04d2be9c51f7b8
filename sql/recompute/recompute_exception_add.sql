-- One exception claimed on a case.
-- in: process_id int, seq int, code text, step text, is_available flag
insert into exception (process_id, seq, code, step, is_available)
values (:process_id, :seq, :code, :step, :is_available)
