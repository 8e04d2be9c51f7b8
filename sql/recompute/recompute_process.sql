-- What the rules need to know of a case and its child, besides the events.
-- in: id int
select p.pathway, p.officer_id, c.born, c.sex, c.need, o.name as school, o.setting_type as school_type
from process p
join person c on c.id = p.person_id
left join organisation o on o.id = c.school_id
where p.id = :id
