-- The name of an account.
-- in: id int
select a.name from account a where a.id = :id
