-- What was decided about the parts of a copy.
-- in: process_id int
select c.part, c.is_out, c.ground, c.pages, c.as_of from subject_choice c where c.process_id = :process_id order by c.part
