-- Its cases are no longer covered.
-- in: id int, ended ms
update cover_case set ended = :ended where cover_id = :id and ended is null
