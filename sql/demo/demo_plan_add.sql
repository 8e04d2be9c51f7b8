-- A version of a plan.
-- in: process_id int, version int, state text, changed ms, account_id ref, frozen day, event_seq int
insert into plan (process_id, version, state, changed, account_id, frozen, event_seq)
values (:process_id, :version, :state, :changed, :account_id, :frozen, :event_seq)
returning id
