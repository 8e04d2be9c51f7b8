-- The people of some cases, each once. cases: a JSON array of their keys or of their references.
-- in: cases text
select distinct p.person_id from process p
where p.id = any (array(select cast(cast(j.value as text) as bigint) from jsonb_array_elements(cast(:cases as jsonb)) j(value)
    where jsonb_typeof(j.value) = 'number'))
   or p.reference = any (array(select j.value #>> '{}' from jsonb_array_elements(cast(:cases as jsonb)) j(value)
    where jsonb_typeof(j.value) = 'string'))
order by p.person_id
