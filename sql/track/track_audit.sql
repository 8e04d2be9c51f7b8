-- Who opened or changed a case, or was shown its child in a list, newest first, with the team of the role in which they did it.
-- in: process_id int, person_id int, authority int
-- column organisation: text
-- column authority_name: text
with hit as (
  select u.id from audit u where u.process_id = :process_id
  union
  select s.audit_id as id from audit_shown s where s.person_id = :person_id
)
select u.at, u.account_id, u.actor, u.verb, u.shown,
  (select o.name from membership m join organisation o on o.id = m.organisation_id
   where m.account_id = u.account_id and m.role = u.actor limit 1) as organisation,
  (select t.name from authority t where t.code = :authority) as authority_name
from hit
join audit u on u.id = hit.id
order by u.id desc
limit 1000
