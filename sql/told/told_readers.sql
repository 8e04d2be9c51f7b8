-- How many people of an organisation can sign in: they read their letters here.
-- in: organisation_id int
-- column readers: int
select count(*) as readers
from membership m
join account a on a.id = m.account_id
where m.organisation_id = :organisation_id and a.is_open = 1
