-- A role that came from the provider.
-- in: account_id id, role text, authority int
insert into oidc_membership (account_id, role, authority) values (:account_id, :role, :authority)
on conflict (account_id, role, authority) do nothing
