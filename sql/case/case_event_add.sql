-- What happened, as it was told.
-- in: process_id int, seq int, name text, day day, subject text, fields text, corrects ref, reason text
-- in: account_id ref, actor text, recorded ms
insert into event (process_id, seq, name, day, subject, fields, corrects, reason, account_id, actor, recorded)
values (:process_id, :seq, :name, :day, :subject, :fields, :corrects, :reason, :account_id, :actor, :recorded)
