-- Every council of the installation, with the free advice service beside it.
-- column service: text
-- column service_phone: text
select a.code, a.short_name, a.phone, a.email,
  (select o.name from organisation o where o.authority = a.code and o.kind = 'iass' and o.is_open = 1
   order by o.id limit 1) as service,
  (select o.phone from organisation o where o.authority = a.code and o.kind = 'iass' and o.is_open = 1
   order by o.id limit 1) as service_phone
from authority a
order by a.short_name
