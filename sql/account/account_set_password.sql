-- Another password.
-- in: id int, password text
update account set password = :password where id = :id
