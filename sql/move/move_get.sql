-- One move.
-- in: id int
-- column officer: text
-- column undone_name: text
select m.id, m.person_id, m.from_authority, m.to_authority, m.aware, m.moved, m.transferred, m.old_address,
  m.old_postcode, m.old_locality, m.note, m.made, m.undone, m.reason, c.authority as home, c.given, c.family, c.born,
  f.short_name as from_name, t.short_name as to_name,
  (select a.name from account a where a.id = m.account_id) as officer,
  (select a.name from account a where a.id = m.undone_by) as undone_name
from move m
join person c on c.id = m.person_id
join authority f on f.code = m.from_authority
join authority t on t.code = m.to_authority
where m.id = :id
