-- How many searches an account has kept.
-- in: account_id int
-- column searches: int
select count(*) as searches from search where account_id = :account_id
