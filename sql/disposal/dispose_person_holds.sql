-- Holds that have ended.
-- in: id int
delete from hold where person_id = :id
