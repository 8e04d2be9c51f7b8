-- Whoever still writes on what was shown before now is told that the plan was sent.
-- in: plan_id int, edition int
update plan_section set edition = :edition where plan_id = :plan_id
