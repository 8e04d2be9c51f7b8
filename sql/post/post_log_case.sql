-- Messages of a case, newest first, with the letter that they are or tell of, and whom it is for.
-- in: process_id int, most int
-- column total: int
-- column letter: text
-- column title: text
-- column addressee: text
select m.id, m.kind, m.way, m.address, m.made, m.state, m.tries, m.why, m.sent, m.document_id, p.reference, l.letter, l.title, l.addressee, count(*) over () as total
from message m join process p on p.id = m.process_id left join letter l on l.document_id = m.document_id
where m.process_id = :process_id order by m.made desc, m.id desc limit :most
