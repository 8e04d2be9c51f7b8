-- A team, school or college of the demonstration area.
-- in: authority int, kind text, name text, folded text, setting_type text, locality text
-- in: email text, phone text, advice_kind text, last_year int, is_open flag
insert into organisation (authority, kind, name, folded, setting_type, locality, email, phone, advice_kind, last_year, is_open)
values (:authority, :kind, :name, :folded, :setting_type, :locality, :email, :phone, :advice_kind, nullif(:last_year, 0), :is_open)
returning id
