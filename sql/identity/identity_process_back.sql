-- A case goes back to the record that it came from.
-- in: id id, person id, folded text
update process set person_id = :person, child_folded = :folded where id = :id
