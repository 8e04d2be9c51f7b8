-- A word that finds a case.
-- in: authority int, word text, process_id int
insert into case_word (authority, word, process_id)
values (:authority, :word, :process_id)
on conflict (authority, word, process_id) do nothing
