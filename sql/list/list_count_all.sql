-- How many open cases of a council, nothing narrowed.
-- in: authority int, today day, soon day
-- column total: int
-- column late: int
-- column soon: int
select (select count(*) from process p where p.authority = :authority and p.is_open = 1) as total,
  (select count(*) from process p where p.authority = :authority and p.is_open = 1 and p.next_due < :today) as late,
  (select count(*) from process p where p.authority = :authority and p.is_open = 1 and p.next_due >= :today
    and p.next_due <= :soon) as soon
