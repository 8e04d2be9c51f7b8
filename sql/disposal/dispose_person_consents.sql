-- What was agreed to about a child.
-- in: id int
delete from consent where person_id = :id
