-- The child itself.
-- in: id int
delete from person where id = :id
