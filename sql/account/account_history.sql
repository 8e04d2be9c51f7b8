-- What an account did to itself, the latest first.
-- in: account_id int
select at, verb from audit
where account_id = :account_id and what = 'account'
order by at desc
limit 20
