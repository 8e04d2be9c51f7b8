-- A new version in writing.
-- in: process_id int, version int, edition int, changed ms, account_id ref
insert into plan (process_id, version, state, changed, account_id, edition)
values (:process_id, :version, 'writing', :changed, :account_id, :edition)
returning id
