-- Who sends the letters of a case, and about whom.
-- in: process_id int
-- column council: text
-- column council_short: text
-- column council_address: text
-- column council_phone: text
-- column council_email: text
-- column child_address: text
-- column school: text
-- column school_id: int
-- column school_address: text
-- column school_postcode: text
select p.reference, p.authority, p.opened, a.name as council, a.short_name as council_short, a.address as council_address,
  a.phone as council_phone, a.email as council_email, c.given, c.family, c.born, c.address as child_address, c.postcode,
  s.name as school, coalesce(s.id, 0) as school_id, s.address as school_address, s.postcode as school_postcode, o.name as officer, c.id as person_id
from process p
join authority a on a.code = p.authority
join person c on c.id = p.person_id
left join organisation s on s.id = c.school_id
left join account o on o.id = p.officer_id
where p.id = :process_id
