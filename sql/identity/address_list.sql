-- Where a child lived, newest first, with what is known from the records whose place its record took.
-- in: id int
with recursive twin(id) as (
  select :id union select c.id from person c join twin t on c.merged_into = t.id
)
select a.person_id, a.seq, a.address, a.postcode, a.locality, a.since, a.ended
from person_address a join twin t on t.id = a.person_id
order by case when a.person_id = :id then 0 else 1 end, a.person_id, a.seq desc
