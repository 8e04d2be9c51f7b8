-- Only whether there are reminders.
-- in: person_id int, account_id int, reminders flag, changed ms
update told set reminders = :reminders, changed = :changed where person_id = :person_id and account_id = :account_id
