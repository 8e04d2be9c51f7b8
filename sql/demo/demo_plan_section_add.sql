-- One section of a plan.
-- in: plan_id int, section text, body text
insert into plan_section (plan_id, section, body)
values (:plan_id, :section, :body)
