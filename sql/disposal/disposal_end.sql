-- A run is over when nothing of it waits.
-- in: id int, ended ms
update disposal set state = 'done', ended = :ended
where id = :id and state = 'approved'
  and not exists (select 1 from disposal_item i where i.disposal_id = :id and i.kept is null)
