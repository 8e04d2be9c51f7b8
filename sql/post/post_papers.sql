-- Letters for the post of a council, oldest first.
-- in: authority int, state text, most int
-- column total: int
select m.id, m.made, m.sent, m.state, m.document_id, l.letter, l.title, l.day, d.sha256, p.id as process_id, p.reference,
  p.person_id, p.officer_id, p.school_id, c.given, c.family, count(*) over () as total
from message m
join letter l on l.document_id = m.document_id
join document d on d.id = m.document_id
join process p on p.id = m.process_id
join person c on c.id = p.person_id
where m.authority = :authority and m.way = 'paper' and m.state = :state
order by m.id limit :most
