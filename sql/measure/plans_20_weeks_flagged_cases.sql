-- The plans behind plans_20_weeks_flagged. in_top: 1 in the numerator alone, 0 the others, -1 all.
-- in: authority int, part text, since day, until day, today day, in_top int, skip int, most int
-- column part: text
-- column due: day
-- column is_top: flag
select p.reference, n.given, n.family, '' as part, p.opened as begun, p.issued as ended, p.opened + 140 as due,
  case when p.issued - p.opened <= 140 then 1 else 0 end as is_top
from process p join person n on n.id = p.person_id
where p.authority = :authority and :part = '' and p.pathway = 'NA'
  and p.issued between :since and :until and p.issued <= :today and p.exception_count > 0
  and (:in_top < 0 or (case when p.issued - p.opened <= 140 then 1 else 0 end) = :in_top)
order by p.issued, p.id
limit :most offset :skip
