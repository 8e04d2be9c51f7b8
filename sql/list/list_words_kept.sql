-- The words of this name are kept now.
-- in: process_id int, words_of text
update process set words_of = :words_of where id = :process_id
