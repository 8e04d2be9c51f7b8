-- A record is opened in an emergency.
-- in: process_id int, account_id int, reason text, begun ms, until ms
insert into glass (process_id, account_id, reason, begun, until)
values (:process_id, :account_id, :reason, :begun, :until)
returning id
