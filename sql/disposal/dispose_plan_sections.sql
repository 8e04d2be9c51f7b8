-- Texts of the plans of a case.
-- in: id int
delete from plan_section where plan_id in (select l.id from plan l where l.process_id = :id)
