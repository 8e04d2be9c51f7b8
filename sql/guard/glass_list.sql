-- Emergency openings of records of a council, those that nobody looked at first.
-- in: authority int, process_id int, most int
-- column seen_name: text
-- column role: text
select g.id, g.process_id, g.reason, g.begun, g.until, g.seen, p.reference, p.person_id, a.name, c.given, c.family,
  (select m.role from membership m where m.account_id = g.account_id limit 1) as role,
  (select s.name from account s where s.id = g.seen_by) as seen_name
from glass g
join process p on p.id = g.process_id
join person c on c.id = p.person_id
join account a on a.id = g.account_id
where p.authority = :authority and (:process_id = 0 or p.id = :process_id)
order by case when g.seen is null then 0 else 1 end, g.id desc
limit :most
