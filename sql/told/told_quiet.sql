-- Does this account want no reminders?
-- in: account_id int
select account_id from quiet where account_id = :account_id
