-- When an account's calendar address was made.
-- in: account_id int
select f.made from feed f where f.account_id = :account_id
