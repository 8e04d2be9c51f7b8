-- An account has no calendar address any more.
-- in: account_id int
delete from feed where account_id = :account_id
