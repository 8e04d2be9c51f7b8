-- Every process of a child, whoever has it.
-- in: person_id int
select p.id, p.reference, p.authority, p.pathway, p.opened, p.version, p.is_open
from process p
where p.person_id = :person_id
order by p.opened, p.id
