-- Somebody at the provider is this account.
-- in: issuer text, subject text, account_id id
insert into oidc_account (issuer, subject, account_id) values (:issuer, :subject, :account_id)
on conflict (issuer, subject) do nothing
