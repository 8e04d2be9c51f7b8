-- The code was right.
-- in: person_id int, account_id int, code_hash text, changed ms
update told set way = new_way, address = new_address, new_way = null, new_address = null, code_hash = null,
  code_until = null, code_tries = 0, changed = :changed
where person_id = :person_id and account_id = :account_id and code_hash = :code_hash
