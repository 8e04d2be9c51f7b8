-- An account that may choose a password by mail: open, and not one of the sign-in provider.
-- in: email text
select a.id, a.name, a.email from account a
where a.email = :email and a.is_open = 1 and not exists (select 1 from oidc_account o where o.account_id = a.id)
