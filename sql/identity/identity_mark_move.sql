-- What stands in mark for one record goes to another.
-- in: gone id, kept id
update mark set person_id = :kept where person_id = :gone returning id
