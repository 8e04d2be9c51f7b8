-- Words that are blacked out in a copy.
-- in: process_id int
select w.words from subject_words w where w.process_id = :process_id
