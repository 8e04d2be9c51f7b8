-- The name of an organisation.
-- in: id int
select o.name from organisation o where o.id = :id
