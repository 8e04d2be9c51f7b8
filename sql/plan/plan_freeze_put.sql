-- A version in writing becomes what was sent, and stays so. No row: it was frozen already.
-- in: id int, state text, day day, event_seq int, edition int
update plan set state = :state, frozen = :day, event_seq = :event_seq, edition = :edition
where id = :id and state = 'writing'
