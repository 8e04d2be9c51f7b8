-- One case of a handover has gone back.
-- in: cover_id int, process_id int, ended ms
update cover_case set ended = :ended where cover_id = :cover_id and process_id = :process_id and ended is null
