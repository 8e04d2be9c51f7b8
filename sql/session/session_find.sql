-- A session and its account by the hash of its cookie.
-- in: token_hash text
select s.account_id, s.csrf, s.made, s.seen, s.is_full, s.proved, a.authority, a.email, a.name, a.is_open
from session s
join account a on a.id = s.account_id
where s.token_hash = :token_hash
