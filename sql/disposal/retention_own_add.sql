-- A council sets its own period.
-- in: authority int, rule text, years int, reason text, account_id int, made ms
insert into retention_own (authority, rule, years, reason, account_id, made)
values (:authority, :rule, :years, :reason, :account_id, :made)
