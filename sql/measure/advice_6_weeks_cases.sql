-- The asks behind advice_6_weeks. in_top: 1 in the numerator alone, 0 the others, -1 all.
-- in: authority int, part text, since day, until day, today day, in_top int, skip int, most int
-- column part: text
-- column begun: day
-- column ended: day
-- column is_top: flag
select p.reference, n.given, n.family, a.role as part, coalesce(a.received, a.asked) as begun, a.answered as ended, a.due,
  case when a.answered <= a.due then 1 else 0 end as is_top
from ask a join process p on p.id = a.process_id join person n on n.id = p.person_id
where p.authority = :authority and (:part = '' or a.role = :part) and a.kind = 'advice' and a.state <> 'withdrawn'
  and a.due between :since and :until and a.due < :today
  and (:in_top < 0 or (case when a.answered <= a.due then 1 else 0 end) = :in_top)
order by a.due, p.id, a.subject
limit :most offset :skip
