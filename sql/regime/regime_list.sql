-- Where and when regimes are tried.
select r.authority, a.name as authority_name, r.name, r.valid_from, r.valid_to
from regime r
join authority a on a.code = r.authority
order by r.authority, r.name, r.valid_from
