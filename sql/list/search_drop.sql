-- A saved search of one's own is thrown away.
-- in: id int, account_id int
delete from search where id = :id and account_id = :account_id
