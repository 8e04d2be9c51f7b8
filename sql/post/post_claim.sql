-- The next message that is due is taken by one sender. Two that ask at once: one gets it, the other none.
-- in: now ms, lease ms, mail flag, text flag, paper flag
update message set state = 'sending', lease = :lease, tries = tries + 1
where state = 'waiting' and id = (
  select m.id from message m where m.state = 'waiting' and m.due <= :now
  and ((m.way = 'mail' and :mail = 1) or (m.way = 'text' and :text = 1) or (m.way = 'paper' and :paper = 1))
  order by m.due, m.id limit 1)
returning id, authority, process_id, person_id, account_id, document_id, kind, way, address, holes, secret, made, last, tries
