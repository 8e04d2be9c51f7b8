-- An event is corrected: what keeps the old one apart keeps the new one apart, until somebody ends it.
-- in: process_id int, old int, new int, made ms
insert into mark (person_id, process_id, target, target_id, word, reason, account_id, made)
select m.person_id, m.process_id, m.target, :new, m.word, m.reason, m.account_id, :made from mark m
where m.process_id = :process_id and m.target = 'event' and m.target_id = :old and m.ended is null
