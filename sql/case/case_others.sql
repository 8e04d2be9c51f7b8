-- Other cases of this child, and of a child of the same name and birth date in the same council.
-- in: authority int, folded text, born day, id int
select p.id, p.reference, p.pathway, p.authority, p.opened, p.is_open, p.officer_id, c.id as person_id,
  c.authority as home
from person c
join process p on p.person_id = c.id
where c.authority = :authority and c.folded = :folded and c.born = :born and p.id <> :id
order by p.opened, p.id
