-- Open processes whose computed columns a new day may change, in order of key; `every` 1: all that are open.
-- (The plus keeps SQLite on the primary key: the index of open ones would be walked again for each thousand.)
-- in: after int, today day, every int, most int
select p.id, p.reference, p.authority, p.pathway, p.late_key, p.stage, p.holder, p.holder_since, p.next_step, p.next_due, p.changes, p.whole_due, p.planned, c.born, c.sex, c.need,
  s.name as school, s.setting_type as school_type
from process p
join person c on c.id = p.person_id
left join organisation s on s.id = c.school_id
where +p.is_open = 1 and p.id > :after and (:every = 1 or p.changes is null or p.changes <= :today or p.late_key is null)
order by p.id limit :most
