-- What the file knows better of a setting.
-- in: id id, name text, folded text, setting_type text, locality text, postcode text, phone text, is_open int
update organisation set name = :name, folded = :folded, setting_type = coalesce(:setting_type, setting_type),
  locality = coalesce(:locality, locality), postcode = coalesce(:postcode, postcode), phone = coalesce(:phone, phone),
  is_open = :is_open
where id = :id
