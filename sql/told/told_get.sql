-- How somebody wants to be told of a child's cases.
-- in: person_id int, account_id int
select way, address, reminders, new_way, new_address, code_hash, code_until, code_tries
from told where person_id = :person_id and account_id = :account_id
