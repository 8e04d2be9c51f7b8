-- Children of the council with the same name and birth date, or the same pupil number.
-- in: authority int, folded text, born day, upn text
select c.id, c.given, c.family, c.born, c.address, c.postcode, c.upn, s.name as school
from person c
left join organisation s on s.id = c.school_id
where c.authority = :authority and c.merged_into is null and ((c.folded = :folded and c.born = :born) or c.upn = :upn)
order by c.id
