-- It went again.
-- in: account_id id, role text, authority int
delete from oidc_membership where account_id = :account_id and role = :role and authority = :authority
