-- What stands in hold for one record goes to another.
-- in: gone id, kept id
update hold set person_id = :kept where person_id = :gone returning id
