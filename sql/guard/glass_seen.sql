-- A lead has looked at it.
-- in: id int, authority int, seen_by int, seen ms
update glass set seen_by = :seen_by, seen = :seen where id = :id and seen is null
  and process_id in (select p.id from process p where p.authority = :authority)
