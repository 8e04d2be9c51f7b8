-- Reminders again.
-- in: account_id int
delete from quiet where account_id = :account_id
