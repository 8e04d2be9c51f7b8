-- An account.
-- in: id int
delete from account where id = :id
