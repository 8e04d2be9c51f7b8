-- Who belongs to a child.
-- in: person_id int
select r.id, r.account_id, r.kind, r.name, r.email, r.phone, r.address, r.since, r.ended
from relation r
where r.person_id = :person_id
order by r.id
