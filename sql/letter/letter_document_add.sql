-- The document of a letter.
-- in: process_id int, event_seq int, subject text, name text, sha256 text, account_id ref, made ms
insert into document (process_id, event_seq, kind, subject, name, mime, sha256, account_id, made)
values (:process_id, :event_seq, 'letter', :subject, :name, 'text/html', :sha256, :account_id, :made)
returning id
