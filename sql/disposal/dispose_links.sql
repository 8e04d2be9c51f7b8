-- Private addresses of a case.
-- in: id int
delete from link where process_id = :id
