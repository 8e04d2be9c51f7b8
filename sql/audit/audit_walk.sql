-- The next rows of a chain.
-- in: chain int, after int, most int
select id, at, account_id, actor, verb, what, person_id, process_id, detail, grant_id, shown, seq, hash
from audit where chain = :chain and seq > :after order by seq limit :most
