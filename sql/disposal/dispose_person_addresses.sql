-- Where a child lived.
-- in: id int
delete from person_address where person_id = :id
