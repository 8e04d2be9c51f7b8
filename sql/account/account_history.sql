-- What an account did, the latest first; of one kind of thing ('' of all).
-- in: account_id int, what text
select at, verb, what, detail from audit
where account_id = :account_id and (:what = '' or what = :what)
order by at desc, id desc
limit 20
