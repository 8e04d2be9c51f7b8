-- All sections of one version.
-- in: plan_id int
select plan_id, section, body, edition
from plan_section
where plan_id = :plan_id
order by section
