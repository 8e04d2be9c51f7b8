-- One merge.
-- in: id id
select m.id, m.kept_id, m.gone_id, m.pair_id, m.kept_before, m.moved, m.made, m.undone, p.authority
from merge m join person p on p.id = m.kept_id where m.id = :id
