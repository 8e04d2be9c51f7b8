-- The merges of one council that stand, newest first.
-- in: authority int, most int
select m.id, m.made, k.given as kept_given, k.family as kept_family, k.born as kept_born, g.given as gone_given,
  g.family as gone_family, g.born as gone_born
from merge m join person k on k.id = m.kept_id join person g on g.id = m.gone_id
where k.authority = :authority and m.undone is null
order by m.id desc limit :most
