-- On paper from now on.
-- in: person_id int, account_id int, reminders flag, changed ms
insert into told (person_id, account_id, way, address, reminders, changed)
values (:person_id, :account_id, 'paper', '', :reminders, :changed)
on conflict (person_id, account_id) do update set way = 'paper', address = '', reminders = excluded.reminders,
  new_way = null, new_address = null, code_hash = null, code_until = null, code_tries = 0, changed = excluded.changed
