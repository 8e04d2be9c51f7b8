-- The handover of this kind that somebody began for an officer since a time, that nobody has undone and that this case is not in yet.
-- in: authority int, account_id int, kind text, made_by int, since ms, process_id int
select c.id
from cover c
where c.authority = :authority and c.account_id = :account_id and c.kind = :kind and c.made_by = :made_by
  and c.made >= :since and c.ended is null
  and not exists (select 1 from cover_case x where x.cover_id = c.id and x.process_id = :process_id)
order by c.id desc
limit 1
