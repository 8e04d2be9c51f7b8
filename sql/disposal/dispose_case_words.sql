-- Words by which a case is found.
-- in: id int
delete from case_word where process_id = :id
