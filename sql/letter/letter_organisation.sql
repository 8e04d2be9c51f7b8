-- The name of an organisation that was asked or named.
-- in: id int
select name, address, postcode from organisation where id = :id
