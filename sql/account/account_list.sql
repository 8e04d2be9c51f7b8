-- All accounts of an authority (0: of all), by name.
-- in: authority int
-- column has_factor: flag
select id, authority, email, name, is_open, demo_note,
  case when totp_secret is null then 0 else 1 end as has_factor
from account
where :authority = 0 or authority = :authority
order by name, id
