-- How many recovery codes are left.
-- in: account_id int
-- column codes: int
select count(*) as codes
from recovery_code
where account_id = :account_id and used is null
