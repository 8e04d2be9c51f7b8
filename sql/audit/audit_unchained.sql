-- Rows from before the chains began.
-- column rows_count: int
select count(*) as rows_count from audit where chain is null
