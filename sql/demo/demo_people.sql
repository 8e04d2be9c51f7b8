-- How many people the database has: a demonstration area is for an empty one.
-- column people: int
select count(*) as people from person
