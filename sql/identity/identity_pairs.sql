-- The queue of one council: pairs with an answer (open, both ...), likeliest first.
-- in: authority int, answer text, most int
select q.id, q.levels, q.millibits, q.ppm, q.asked, l.id as left_id, l.given as left_given, l.family as left_family,
  l.born as left_born, l.sex as left_sex, l.postcode as left_postcode, l.upn as left_upn, r.id as right_id,
  r.given as right_given, r.family as right_family, r.born as right_born, r.sex as right_sex, r.postcode as right_postcode,
  r.upn as right_upn
from person_pair q join person l on l.id = q.left_id join person r on r.id = q.right_id
where q.authority = :authority and q.answer = :answer and l.merged_into is null and r.merged_into is null
order by q.ppm desc, q.id limit :most
