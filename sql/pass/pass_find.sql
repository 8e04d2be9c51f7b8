-- A one-time address that still opens something.
-- in: token_hash text, kind text, now ms
select p.account_id, a.email, a.name from pass p join account a on a.id = p.account_id
where p.token_hash = :token_hash and p.kind = :kind and p.used is null and p.expires > :now and a.is_open = 1
