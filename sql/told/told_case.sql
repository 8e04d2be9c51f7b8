-- The council of a case, for a message about it.
-- in: process_id int
select p.person_id, p.authority, p.reference, a.name, a.phone, a.email
from process p join authority a on a.code = p.authority where p.id = :process_id
