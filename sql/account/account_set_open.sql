-- Closed accounts cannot sign in.
-- in: id int, is_open flag
update account set is_open = :is_open where id = :id
