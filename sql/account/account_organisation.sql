-- Is there such an organisation in this authority?
-- in: id int, authority int
select id, name from organisation where id = :id and authority = :authority
