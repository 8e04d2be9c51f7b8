-- Keys by which a child is found.
-- in: id int
delete from person_key where person_id = :id
