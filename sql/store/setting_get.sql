-- One setting of the installation.
-- in: name text
select value from setting where name = :name
