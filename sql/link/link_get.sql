-- A private address by the hash of its token. An instant that is not set reads as 0.
-- in: token_hash text
select l.kind, l.process_id, l.subject, l.made, l.expires, l.used, l.account_id, p.reference, p.person_id, p.authority
from link l
join process p on p.id = l.process_id
where l.token_hash = :token_hash
