-- The services that letters of a council name: advice (iass), mediation, NHS board (icb).
-- in: authority int
select kind, name, phone, email, address
from organisation
where authority = :authority and is_open = 1 and kind in ('iass', 'mediation', 'icb')
order by kind, id
