-- Somebody has put it in the post.
-- in: id id, authority int, now ms
update message set state = 'sent', carrier = 'hand', sent = :now, settled = :now
where id = :id and authority = :authority and way = 'paper' and state = 'waiting'
