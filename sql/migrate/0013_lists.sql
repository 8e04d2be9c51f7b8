-- Lists of cases in constant time, and what an account did.

create index audit_account on audit(account_id, at);
