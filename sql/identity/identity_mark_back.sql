-- And back again.
-- in: id int, person id
update mark set person_id = :person where id = :id
