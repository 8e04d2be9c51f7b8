-- Closed processes of a council that may be due by the day on which they were closed; pathway '' any.
-- in: authority int, closed day, pathway text
select p.id from process p
where p.authority = :authority and p.is_open = 0 and (p.closed <= :closed or p.closed is null)
  and (:pathway = '' or p.pathway = :pathway)
order by p.id
