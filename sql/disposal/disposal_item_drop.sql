-- A record is gone: no list holds its key any more.
-- in: kind text, target_id int
delete from disposal_item where kind = :kind and target_id = :target_id
