-- The trial of a regime in an area ends with a day.
-- in: authority int, name text, valid_to day
update regime set valid_to = :valid_to where authority = :authority and name = :name and valid_to is null
