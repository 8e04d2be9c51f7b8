-- The account of somebody at the provider.
-- in: issuer text, subject text
select a.id, a.authority, a.email, a.is_open from oidc_account o join account a on a.id = o.account_id
where o.issuer = :issuer and o.subject = :subject
