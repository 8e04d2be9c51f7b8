-- A relation goes back to the record that it came from.
-- in: id id, person id
update relation set person_id = :person where id = :id
