-- A recovery code.
-- in: account_id int, code_hash text
insert into recovery_code (account_id, code_hash)
values (:account_id, :code_hash)
