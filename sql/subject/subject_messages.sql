-- Messages about a child, oldest first: never to whom, for that may be somebody else.
-- in: person_id int
select m.kind, m.way, m.made, m.state, m.sent, m.holes from message m
where m.person_id = :person_id or m.process_id in (select p.id from process p where p.person_id = :person_id)
order by m.id
