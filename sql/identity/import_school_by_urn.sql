-- A setting by its number.
-- in: urn text
select id, authority, name, folded, locality, postcode, phone, setting_type, last_year, is_open from organisation where urn = :urn
