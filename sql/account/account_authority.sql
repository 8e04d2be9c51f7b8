-- Is there such an authority?
-- in: code int
select code, short_name from authority where code = :code
