-- An account by its key.
-- in: id int
select id, authority, email, name, password, totp_secret, totp_used, is_open
from account
where id = :id
