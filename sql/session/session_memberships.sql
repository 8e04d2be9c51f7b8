-- The roles of an account, and as what it stands to people: parent, self.
-- in: account_id int, today day
-- column is_relation: flag
select 0 as is_relation, m.role, m.authority, m.organisation_id
from membership m
where m.account_id = :account_id
union all
select 1, r.kind, min(p.authority), null
from relation r
join person p on p.id = r.person_id
where r.account_id = :account_id and (r.ended is null or r.ended > :today)
group by r.kind
order by 1, 2, 3
