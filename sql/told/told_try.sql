-- One more try at the code.
-- in: person_id int, account_id int
update told set code_tries = code_tries + 1 where person_id = :person_id and account_id = :account_id
