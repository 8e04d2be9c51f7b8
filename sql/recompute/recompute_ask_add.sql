-- One ask of a case.
-- in: process_id int, subject text, kind text, role text, organisation_id ref, account_id ref
-- in: asked day, received day, due day, answered day, state text
insert into ask (process_id, subject, kind, role, organisation_id, account_id, asked, received, due, answered, state)
values (:process_id, :subject, :kind, :role, :organisation_id, :account_id, :asked, :received, :due, :answered, :state)
