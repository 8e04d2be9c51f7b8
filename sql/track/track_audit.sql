-- Who opened or changed a case, newest first, with the team of the role in which they did it.
-- in: process_id int, authority int
-- column organisation: text
-- column authority_name: text
select u.at, u.account_id, u.actor, u.verb,
  (select o.name from membership m join organisation o on o.id = m.organisation_id
   where m.account_id = u.account_id and m.role = u.actor limit 1) as organisation,
  (select t.name from authority t where t.code = :authority) as authority_name
from audit u
where u.process_id = :process_id
order by u.id desc
limit 1000
