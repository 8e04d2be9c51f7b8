-- A work list is kept under a name.
-- in: account_id int, authority int, name text, query text, is_shared flag
insert into search (account_id, authority, name, query, is_shared)
values (:account_id, :authority, :name, :query, :is_shared)
