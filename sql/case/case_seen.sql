-- Who looked at a case and changed it, newest first.
-- in: process_id int, skip int, most int
select u.id, u.at, u.actor, u.verb, u.what, u.detail, u.grant_id, a.name
from audit u
left join account a on a.id = u.account_id
where u.process_id = :process_id
order by u.id desc
limit :most offset :skip
