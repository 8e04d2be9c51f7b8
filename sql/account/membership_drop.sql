-- A role is taken away.
-- in: account_id int, role text, authority int
delete from membership where account_id = :account_id and role = :role and authority = :authority
