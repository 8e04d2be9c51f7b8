-- How much an account read on its days.
-- in: id int
delete from reading_day where account_id = :id
