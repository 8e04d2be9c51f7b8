-- Whose calendar an address is.
-- in: token_hash text
select a.id, a.authority, a.name, a.email, a.is_open
from feed f
join account a on a.id = f.account_id
where f.token_hash = :token_hash
