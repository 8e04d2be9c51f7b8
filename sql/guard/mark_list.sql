-- Marks of a child, those that stand first.
-- in: person_id int
select m.id, m.target, m.target_id, m.word, m.reason, m.made, m.ended, a.name as by_name
from mark m join account a on a.id = m.account_id
where m.person_id = :person_id
order by case when m.ended is null then 0 else 1 end, m.id desc
