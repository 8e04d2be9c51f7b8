-- Messages of a case, newest first.
-- in: process_id int, most int
-- column total: int
select m.id, m.kind, m.way, m.address, m.made, m.state, m.tries, m.why, m.sent, m.document_id, p.reference, count(*) over () as total
from message m join process p on p.id = m.process_id
where m.process_id = :process_id order by m.id desc limit :most
