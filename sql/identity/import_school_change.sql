-- What the file knows better of a setting.
-- in: id id, name text, folded text, setting_type text, locality text, postcode text, phone text, last_year int, is_open int
update organisation set name = :name, folded = :folded, setting_type = coalesce(:setting_type, setting_type),
  locality = coalesce(:locality, locality), postcode = coalesce(:postcode, postcode), phone = coalesce(:phone, phone),
  last_year = coalesce(nullif(:last_year, -99), last_year), is_open = :is_open
where id = :id
