-- Cases of a council that families let the advice service see.
-- in: authority int, kind text, today day, most int
select p.id, p.reference, p.pathway, p.stage, p.opened, p.next_due, n.given, n.family, n.born, c.since
from consent c
join process p on p.person_id = c.person_id
join person n on n.id = c.person_id
where c.kind = :kind and c.since <= :today and (c.ended is null or c.ended > :today) and p.authority = :authority
order by p.is_open desc, p.next_due nulls last, p.id
limit :most
