-- A setting from another system's file.
-- in: authority int, kind text, name text, folded text, urn text, setting_type text, locality text, postcode text, phone text, last_year int, is_open int
insert into organisation (authority, kind, name, folded, urn, setting_type, locality, postcode, phone, last_year, is_open)
values (:authority, :kind, :name, :folded, :urn, :setting_type, :locality, :postcode, :phone, nullif(:last_year, -99), :is_open)
