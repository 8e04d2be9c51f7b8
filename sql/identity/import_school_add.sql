-- A setting from another system's file.
-- in: authority int, kind text, name text, folded text, urn text, setting_type text, locality text, postcode text, phone text, is_open int
insert into organisation (authority, kind, name, folded, urn, setting_type, locality, postcode, phone, is_open)
values (:authority, :kind, :name, :folded, :urn, :setting_type, :locality, :postcode, :phone, :is_open)
