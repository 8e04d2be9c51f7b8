-- The address of a council or an organisation by its name, as far as it has one.
-- in: name text
-- column address: text
-- column postcode: text
select a.address, '' as postcode from authority a where (a.name = :name or a.short_name = :name) and a.address <> ''
union
select o.address, o.postcode from organisation o where o.name = :name and o.is_open = 1 and o.address <> ''
