-- A document of a case.
-- in: process_id int, event_seq int, kind text, subject text, name text, mime text
-- in: sha256 text, account_id ref, made ms
insert into document (process_id, event_seq, kind, subject, name, mime, sha256, account_id, made)
values (:process_id, :event_seq, :kind, :subject, :name, :mime, :sha256, :account_id, :made)
