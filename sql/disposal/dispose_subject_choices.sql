-- What was decided about a copy.
-- in: id int
delete from subject_choice where process_id = :id
