-- How often a case was looked at or changed.
-- in: process_id int
-- column rows: int
select count(*) as rows from audit u where u.process_id = :process_id
