-- Children who came to a council or left it, newest first; with the first legal date that is open at the new council.
-- in: authority int, most int
-- column next_due: day
-- column reference: text
select m.id, m.person_id, m.from_authority, m.to_authority, m.moved, m.transferred, m.undone, c.given, c.family, c.born,
  f.short_name as from_name, t.short_name as to_name,
  (select min(p.next_due) from move_process q join process p on p.id = q.process_id
   where q.move_id = m.id and q.what = 'begun' and p.is_open = 1) as next_due,
  (select min(p.reference) from move_process q join process p on p.id = q.process_id
   where q.move_id = m.id and q.what = 'begun') as reference
from move m
join person c on c.id = m.person_id
join authority f on f.code = m.from_authority
join authority t on t.code = m.to_authority
where m.from_authority = :authority or m.to_authority = :authority
order by m.transferred desc, m.id desc
limit :most
