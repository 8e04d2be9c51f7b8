-- The case of an emergency, with whom to tell: its officer, its council.
-- in: reference text
select p.id, p.person_id, p.authority, p.officer_id, o.email as officer_email
from process p left join account o on o.id = p.officer_id and o.is_open = 1
where p.reference = :reference
