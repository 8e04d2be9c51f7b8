-- The roles that came from the provider.
-- in: account_id id
select role, authority from oidc_membership where account_id = :account_id
