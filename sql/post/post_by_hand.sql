-- A letter that the carrier did not post waits for somebody to print and post it.
-- in: id id, why text, now ms
update message set state = 'waiting', carrier = 'hand', why = :why, due = :now, sent = null, settled = null, lease = null
where id = :id and way = 'paper'
