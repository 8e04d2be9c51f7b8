-- Emergency openings of a case.
-- in: id int
delete from glass where process_id = :id
