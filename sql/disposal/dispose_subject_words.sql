-- Words that were blacked out in a copy.
-- in: id int
delete from subject_words where process_id = :id
