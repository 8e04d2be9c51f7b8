-- The cases of one record go to another.
-- in: gone id, kept id, folded text
update process set person_id = :kept, child_folded = :folded where person_id = :gone returning id
