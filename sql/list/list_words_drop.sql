-- The words of a case are made again.
-- in: process_id int
delete from case_word where process_id = :process_id
