-- How a family wanted to be told.
-- in: id int
delete from told where person_id = :id
