-- The open processes of one child in a council; of one pathway, or of all ("").
-- in: person_id int, authority int, pathway text
select p.id, p.reference, p.pathway, p.opened
from process p
where p.person_id = :person_id and p.authority = :authority and p.is_open = 1
  and (:pathway = '' or p.pathway = :pathway)
order by p.opened, p.id
