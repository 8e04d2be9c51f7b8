-- One pair.
-- in: id id
select id, authority, left_id, right_id, levels, millibits, ppm, answer from person_pair where id = :id
