-- A place or team, as another installation may know it.
-- in: id int
select o.id, o.name, o.kind, o.urn from organisation o where o.id = :id
