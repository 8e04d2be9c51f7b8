-- The next people in order of key.
-- in: id id, most int
select id from person where id > :id order by id limit :most
