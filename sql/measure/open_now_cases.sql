-- The cases behind open_now. in_top: 1 in the numerator alone, 0 the others, -1 all.
-- in: authority int, part text, since day, until day, today day, in_top int, skip int, most int
-- column part: text
-- column ended: day
-- column is_top: flag
select p.reference, n.given, n.family, p.stage as part, p.opened as begun, p.closed as ended, p.next_due as due,
  case when p.next_due < :today then 1 else 0 end as is_top
from process p join person n on n.id = p.person_id
where p.authority = :authority and (:part = '' or p.stage = :part) and p.pathway = 'NA' and p.is_open = 1
  and p.opened between :since and :until
  and (:in_top < 0 or (case when p.next_due < :today then 1 else 0 end) = :in_top)
order by p.next_due, p.id
limit :most offset :skip
