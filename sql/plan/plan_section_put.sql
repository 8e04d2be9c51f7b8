-- The text of one section of a version in writing.
-- in: plan_id int, section text, body text, edition int
insert into plan_section (plan_id, section, body, edition)
values (:plan_id, :section, :body, :edition)
on conflict (plan_id, section) do update set body = excluded.body, edition = excluded.edition
