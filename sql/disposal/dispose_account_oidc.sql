-- How an account signs in elsewhere.
-- in: id int
delete from oidc_account where account_id = :id
