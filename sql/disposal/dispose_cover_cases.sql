-- Who looked after a case while somebody was away.
-- in: id int
delete from cover_case where process_id = :id
