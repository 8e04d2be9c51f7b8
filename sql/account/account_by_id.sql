-- An account by its key.
-- in: id int
-- column is_provided: flag
select id, authority, email, name, password, totp_secret, totp_used, is_open,
  case when exists (select 1 from oidc_account o where o.account_id = account.id) then 1 else 0 end as is_provided
from account
where id = :id
