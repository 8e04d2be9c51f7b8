-- A form that somebody begins.
-- in: token_hash text, form text, authority ref, account_id ref, process_id ref, changed ms
insert into draft (token_hash, form, authority, fields, account_id, process_id, changed)
values (:token_hash, :form, :authority, '{}', :account_id, :process_id, :changed)
