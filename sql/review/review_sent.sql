-- Lists that were given to somebody, newest first.
-- in: authority int, pathway text, since day
select l.party, l.organisation_id, l.cases, l.sent, a.name as sender
from list_sent l
left join account a on a.id = l.account_id
where l.authority = :authority and l.pathway = :pathway and l.since = :since
order by l.id desc
