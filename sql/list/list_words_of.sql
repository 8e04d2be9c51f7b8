-- The name of a case's child and the name whose words are kept.
-- in: process_id int
select authority, child_folded, words_of from process where id = :process_id
