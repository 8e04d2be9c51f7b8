-- Letters of a made case that were put in the post long ago.
-- in: process_id int, before ms
update message set state = 'sent', carrier = 'hand', sent = made + 86400000, settled = made + 86400000
where process_id = :process_id and way = 'paper' and state = 'waiting' and made < :before
