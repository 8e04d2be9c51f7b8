-- A file of an event, whose bytes are already here.
-- in: process_id int, event_seq int, kind text, subject text, name text, mime text, sha256 text, account_id ref
-- in: made ms
insert into document (process_id, event_seq, kind, subject, name, mime, sha256, account_id, made)
values (:process_id, :event_seq, :kind, :subject, :name, :mime, :sha256, :account_id, :made)
