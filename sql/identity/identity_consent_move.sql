-- What stands in consent for one record goes to another.
-- in: gone id, kept id
update consent set person_id = :kept where person_id = :gone returning id
