-- Who a letter about a person may go to: parents whose relation has not ended, in order.
-- in: person_id int, day day
select kind, name, address
from relation
where person_id = :person_id and (ended is null or ended > :day)
order by id
