-- And back again.
-- in: id int, person id
update consent set person_id = :person where id = :id
