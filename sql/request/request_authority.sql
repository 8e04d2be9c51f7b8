-- A council that can be asked here.
-- in: code int
select code, name, short_name, phone, email from authority where code = :code
