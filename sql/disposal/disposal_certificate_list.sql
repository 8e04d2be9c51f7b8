-- What a run disposed of; `disposal_id` 0: all runs of the council.
-- in: authority int, disposal_id int
select f.disposal_id, f.rule, f.years, f.records, f.people, f.events, f.papers, f.letters, f.plans, f.messages, f.first, f.last
from disposal_certificate f join disposal d on d.id = f.disposal_id
where d.authority = :authority and (:disposal_id = 0 or f.disposal_id = :disposal_id)
order by f.disposal_id desc, f.rule
