-- Holds of a council, those that stand first.
-- in: authority int, most int
-- column reference: text
-- column ended_name: text
select h.id, h.person_id, h.reason, h.made, h.ended, a.name as by_name, c.given, c.family,
  (select p.reference from process p where p.person_id = h.person_id and p.authority = :authority order by p.id desc limit 1)
    as reference,
  (select e.name from account e where e.id = h.ended_by) as ended_name
from hold h
join account a on a.id = h.account_id
join person c on c.id = h.person_id
where h.authority = :authority
order by case when h.ended is null then 0 else 1 end, h.id desc
limit :most
