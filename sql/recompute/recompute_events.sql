-- All events of a case in their order.
-- in: id int
select seq, name, day, subject, fields, corrects, reason, account_id, actor, recorded
from event
where process_id = :id
order by seq
