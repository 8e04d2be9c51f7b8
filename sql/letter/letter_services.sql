-- The services that letters of a council name or go to: advice (iass), mediation, NHS board (icb), social care.
-- in: authority int
-- column kind: text
select case when kind = 'social-care' then 'social_care' else kind end as kind, id, name, phone, email, address
from organisation
where authority = :authority and is_open = 1 and kind in ('iass', 'mediation', 'icb', 'social-care')
order by 1, id
