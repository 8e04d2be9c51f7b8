-- What was agreed to about a child, what stands first.
-- in: person_id int
select c.id, c.kind, c.relation_id, c.note, c.since, c.ended, r.name as for_name, a.name as by_name
from consent c join account a on a.id = c.account_id left join relation r on r.id = c.relation_id
where c.person_id = :person_id
order by case when c.ended is null then 0 else 1 end, c.id desc
