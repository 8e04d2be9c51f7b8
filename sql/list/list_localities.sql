-- Where the schools of a council are.
-- in: authority int
select distinct locality from organisation where authority = :authority and locality is not null order by locality
