-- Is nothing left of a child, and may it go?
-- in: id int
-- column processes: int
-- column holds: int
-- column flags: int
select (select count(*) from process p where p.person_id = :id) as processes,
  (select count(*) from hold h where h.person_id = :id and h.ended is null) as holds,
  (select count(*) from mark m where m.person_id = :id and m.ended is null and m.target = 'record') as flags
