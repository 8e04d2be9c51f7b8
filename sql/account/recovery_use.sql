-- A recovery code is used; changes nothing when it was used before or is none.
-- in: account_id int, code_hash text, now ms
update recovery_code set used = :now where account_id = :account_id and code_hash = :code_hash and used is null
