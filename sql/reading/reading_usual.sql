-- The days before a day on which an account opened records, and how many it opened.
-- in: account_id int, from day, before day
-- column days: int
-- column opened: int
select count(*) as days, coalesce(sum(opened), 0) as opened from reading_day
where account_id = :account_id and day >= :from and day < :before and opened > 0
