-- All processes of a child, oldest first.
-- in: person_id int
select p.id from process p where p.person_id = :person_id order by p.opened, p.id
