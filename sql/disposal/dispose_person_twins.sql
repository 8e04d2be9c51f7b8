-- A child, and the records whose place it took (and those whose place they took).
-- in: id int
-- column person_id: int
with recursive twin(id) as (
  select :id union select c.id from person c join twin t on c.merged_into = t.id
) select t.id as person_id from twin t order by t.id desc
