-- And back again.
-- in: id int, person id
update hold set person_id = :person where id = :id
