-- A part is left out of a copy, some of its pages are (pages), or nothing of it.
-- in: process_id int, part text, is_out flag, ground text, pages text, account_id int, made ms, as_of ms
insert into subject_choice (process_id, part, is_out, ground, pages, account_id, made, as_of)
values (:process_id, :part, :is_out, :ground, :pages, :account_id, :made, :as_of)
on conflict (process_id, part) do update set is_out = excluded.is_out, ground = excluded.ground, pages = excluded.pages,
  account_id = excluded.account_id, made = excluded.made, as_of = excluded.as_of
