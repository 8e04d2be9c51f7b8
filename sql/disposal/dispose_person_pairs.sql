-- Pairs that a child was in.
-- in: id int
delete from person_pair where left_id = :id or right_id = :id
