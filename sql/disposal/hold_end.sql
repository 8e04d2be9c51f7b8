-- They may go when they are due, as far as the council that held them is concerned.
-- in: id int, authority int, ended ms, ended_by int
update hold set ended = :ended, ended_by = :ended_by
where id = :id and ended is null and authority = :authority
returning person_id
