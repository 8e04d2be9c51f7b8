-- Another way, as soon as the code is typed in; until then as before.
-- in: person_id int, account_id int, reminders flag, new_way text, new_address text, code_hash text, code_until ms, changed ms
insert into told (person_id, account_id, way, address, reminders, new_way, new_address, code_hash, code_until, changed)
values (:person_id, :account_id, 'paper', '', :reminders, :new_way, :new_address, :code_hash, :code_until, :changed)
on conflict (person_id, account_id) do update set reminders = excluded.reminders, new_way = excluded.new_way,
  new_address = excluded.new_address, code_hash = excluded.code_hash, code_until = excluded.code_until, code_tries = 0,
  changed = excluded.changed
