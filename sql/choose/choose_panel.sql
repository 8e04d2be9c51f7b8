-- A panel's name and day.
-- in: id int
select p.name, p.day from panel p where p.id = :id
