-- A paper that came with a record.
-- in: process_id int, event_seq int, kind text, subject text, name text, mime text, sha256 text, made ms
insert into document (process_id, event_seq, kind, subject, name, mime, sha256, made)
values (:process_id, :event_seq, :kind, :subject, :name, :mime, :sha256, :made)
returning id
