-- An account that wanted no reminders.
-- in: id int
delete from quiet where account_id = :id
