-- A version in writing was saved. No row: it is frozen.
-- in: id int, edition int, changed ms, account_id ref
update plan set edition = :edition, changed = :changed, account_id = :account_id
where id = :id and state = 'writing'
