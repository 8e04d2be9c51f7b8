-- Who looked at a case and changed it, or was shown its child in a list, newest first.
-- in: process_id int, person_id int, skip int, most int
with hit as (
  select u.id from audit u where u.process_id = :process_id
  union
  select s.audit_id as id from audit_shown s where s.person_id = :person_id
)
select u.id, u.at, u.actor, u.verb, u.what, u.detail, u.grant_id, a.name
from hit
join audit u on u.id = hit.id
left join account a on a.id = u.account_id
order by u.id desc
limit :most offset :skip
