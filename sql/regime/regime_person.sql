-- The processes of the child of a case, or of a child by key.
-- in: reference text, person_id int
select p.id, p.reference, p.pathway, p.authority, p.opened, p.is_open, p.stage, c.born, s.name as school,
  s.setting_type as school_type
from process p
join person c on c.id = p.person_id
left join organisation s on s.id = c.school_id
where c.id = :person_id or c.id = (select q.person_id from process q where q.reference = :reference)
order by p.opened, p.id
