-- A record stays after all.
-- in: disposal_id int, kind text, target_id int, kept text
update disposal_item set kept = :kept
where disposal_id = :disposal_id and kind = :kind and target_id = :target_id and kept is null
