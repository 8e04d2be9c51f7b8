-- They may go when they are due.
-- in: id int, authority int, ended ms, ended_by int
-- column person_id: int
update hold set ended = :ended, ended_by = :ended_by
where id = :id and ended is null
  and (person_id in (select c.id from person c where c.authority = :authority)
    or person_id in (select p.person_id from process p where p.authority = :authority))
returning person_id
