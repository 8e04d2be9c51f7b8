-- An account by its address.
-- in: email text
select id, authority, email, name, password, totp_secret, totp_used, is_open
from account
where email = :email
