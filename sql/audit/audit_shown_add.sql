-- The people of a list, found again by person.
-- in: audit_id int, shown text
insert into audit_shown (person_id, audit_id)
select j.value, :audit_id from json_each(:shown) j
