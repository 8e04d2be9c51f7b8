-- An event is corrected: a letter that is made again is as marked as the one whose place it takes.
-- in: process_id int, old int, new int, made ms
insert into mark (person_id, process_id, target, target_id, word, reason, account_id, made)
select m.person_id, m.process_id, m.target, again.document_id, m.word, m.reason, m.account_id, :made
from letter l
join mark m on m.process_id = l.process_id and m.target = 'document' and m.target_id = l.document_id and m.ended is null
join letter again on again.process_id = l.process_id and again.event_seq = :new and again.letter = l.letter and again.subject = l.subject
where l.process_id = :process_id and l.event_seq = :old
