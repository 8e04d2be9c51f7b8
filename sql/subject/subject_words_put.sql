-- Words that are to be blacked out in a copy.
-- in: process_id int, words text, account_id int, made ms
insert into subject_words (process_id, words, account_id, made) values (:process_id, :words, :account_id, :made)
on conflict (process_id) do update set words = excluded.words, account_id = excluded.account_id, made = excluded.made
