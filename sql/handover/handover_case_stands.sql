-- A case as it is about to be covered: whose it is, its version, and whether it is covered on one of these days already.
-- in: process_id int, from_day day, to_day day
-- column covered: int
select p.id, p.person_id, p.officer_id, p.version, p.is_open, p.authority,
  (select count(*) from cover_case k where k.process_id = p.id and k.ended is null and k.from_day <= :to_day
    and k.to_day >= :from_day) as covered
from process p
where p.id = :process_id
