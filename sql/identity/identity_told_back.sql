-- And back again.
-- in: kept id, account int, person id
update told set person_id = :person where person_id = :kept and account_id = :account
