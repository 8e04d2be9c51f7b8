-- A council of the installation.
-- in: code int
select a.code, a.name, a.short_name from authority a where a.code = :code
