-- Schools of a council by name.
-- in: authority int
select id, name from organisation
where authority = :authority and setting_type is not null and is_open = 1
order by name, id
