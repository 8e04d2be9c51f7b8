-- The councils of this installation.
select a.code, a.short_name
from authority a
order by a.short_name
