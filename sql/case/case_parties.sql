-- Who was asked on a case, by name.
-- in: id int
select k.subject, o.name as organisation, o.email, a.name as account
from ask k
left join organisation o on o.id = k.organisation_id
left join account a on a.id = k.account_id
where k.process_id = :id
