-- The family of one record goes to another.
-- in: gone id, kept id
update relation set person_id = :kept where person_id = :gone returning id
