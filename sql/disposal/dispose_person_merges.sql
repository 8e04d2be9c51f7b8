-- Merges of a child.
-- in: id int
delete from merge where kept_id = :id or gone_id = :id
