-- Open cases whose next legal date falls into these days, with the officer who gets mails about dates.
-- While an officer is away, who stands in for the case is reminded in their place.
-- in: from day, to day, pathway text, today day
select p.reference, p.pathway, p.next_step, p.next_due, a.id as account_id, a.email
from process p
-- part: cover_now
join account a on a.id = coalesce(k.officer_id, p.officer_id)
where p.is_open = 1 and p.next_due >= :from and p.next_due <= :to and (:pathway = '' or p.pathway = :pathway)
  and a.is_open = 1 and not exists (select 1 from quiet q where q.account_id = a.id)
order by a.id, p.next_due, p.reference
