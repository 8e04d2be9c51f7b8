-- The cases behind reviews_overdue_officer. in_top: 1 in the numerator alone, 0 the others, -1 all.
-- in: authority int, part text, since day, until day, today day, in_top int, skip int, most int
-- column part: text
-- column ended: day
-- column is_top: flag
select p.reference, n.given, n.family, coalesce(cast(p.officer_id as text), '0') as part, p.opened as begun, p.closed as ended, p.whole_due as due,
  case when p.whole_due < :today then 1 else 0 end as is_top
from process p join person n on n.id = p.person_id
where p.authority = :authority and (:part = '' or coalesce(cast(p.officer_id as text), '0') = :part) and p.pathway = 'AR' and p.is_open = 1
  and p.whole_due is not null and p.opened between :since and :until
  and (:in_top < 0 or (case when p.whole_due < :today then 1 else 0 end) = :in_top)
order by p.whole_due, p.id
limit :most offset :skip
