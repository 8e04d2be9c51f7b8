-- The people of some cases, each once. cases: a JSON array of their keys or of their references.
-- in: cases text
select distinct p.person_id from process p
where p.id in (select j.value from json_each(:cases) j where j.type = 'integer')
   or p.reference in (select j.value from json_each(:cases) j where j.type = 'text')
order by p.person_id
