-- Where an account is signed in.
-- in: account_id int, seen_after ms, made_after ms
select token_hash, made, seen, is_full, client
from session
where account_id = :account_id and seen >= :seen_after and made >= :made_after
order by seen desc
