-- An open request of this child for a copy.
-- in: person_id int, pathway text
select p.reference from process p where p.person_id = :person_id and p.pathway = :pathway and p.is_open = 1 order by p.id limit 1
