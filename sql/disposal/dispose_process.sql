-- The case itself.
-- in: id int
delete from process where id = :id
