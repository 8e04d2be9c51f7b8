-- Letters of a case.
-- in: id int
delete from letter where process_id = :id
