-- How many processes are open.
-- column count: int
select count(*) as count from process where is_open = 1
