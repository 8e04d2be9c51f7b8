-- A code of this time step is used; changes nothing when it was used before.
-- in: id int, step int
update account set totp_used = :step where id = :id and totp_used < :step
