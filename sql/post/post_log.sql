-- Messages, newest first, with the letter that they are or tell of. authority: 0 all; state, way, kind: '' all.
-- in: authority int, state text, way text, kind text, most int
-- column total: int
-- column reference: text
-- column letter: text
select m.id, m.kind, m.way, m.address, m.made, m.state, m.tries, m.why, m.sent, m.settled, m.document_id, m.authority,
  (select p.reference from process p where p.id = m.process_id) as reference,
  (select l.letter from letter l where l.document_id = m.document_id) as letter, count(*) over () as total
from message m
where (:authority = 0 or m.authority = :authority)
  and (:state = '' or m.state = :state) and (:way = '' or m.way = :way) and (:kind = '' or m.kind = :kind)
order by m.made desc, m.id desc limit :most
