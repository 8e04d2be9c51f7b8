-- The names of who was asked on a case.
-- in: process_id int
select a.subject, o.name
from ask a
join organisation o on o.id = a.organisation_id
where a.process_id = :process_id
order by a.subject
