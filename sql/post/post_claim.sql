-- The next message that is due is taken by one sender. Two that ask at once: one gets it, the other none. A letter that waits
-- for a hand, or is marked as not for everybody, is not taken.
-- in: now ms, lease ms, mail flag, text flag, paper flag
update message set state = 'sending', lease = :lease, tries = tries + 1
where state = 'waiting' and id = (
  select m.id from message m where m.state = 'waiting' and m.due <= :now
  and ((m.way = 'mail' and :mail = 1) or (m.way = 'text' and :text = 1)
    or (m.way = 'paper' and :paper = 1 and coalesce(m.carrier, '') <> 'hand' and not exists (
      select 1 from mark k join letter l on l.document_id = m.document_id
      where k.person_id = m.person_id and k.ended is null and k.process_id = m.process_id
        and ((k.target = 'document' and k.target_id = m.document_id) or (k.target = 'event' and k.target_id = l.event_seq)))))
  order by m.due, m.id limit 1)
returning id, authority, process_id, person_id, account_id, document_id, kind, way, address, holes, secret, made, last, tries
