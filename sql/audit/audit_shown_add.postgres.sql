-- The people of a list, found again by person.
-- in: audit_id int, shown text
insert into audit_shown (person_id, audit_id)
select cast(j.value as bigint), :audit_id from jsonb_array_elements_text(cast(:shown as jsonb)) j(value)
