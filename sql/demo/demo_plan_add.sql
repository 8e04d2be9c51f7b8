-- A version of a plan.
-- in: process_id int, version int, state text, changed ms, account_id ref
insert into plan (process_id, version, state, changed, account_id)
values (:process_id, :version, :state, :changed, :account_id)
returning id
