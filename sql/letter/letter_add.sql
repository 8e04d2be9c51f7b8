-- A letter was made and kept.
-- in: document_id int, process_id int, letter text, title text, subject text, event_seq int, day day, to_family flag
-- in: addressee text
insert into letter (document_id, process_id, letter, title, subject, event_seq, day, to_family, addressee)
values (:document_id, :process_id, :letter, :title, :subject, :event_seq, :day, :to_family, coalesce(:addressee, ''))
