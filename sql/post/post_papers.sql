-- Letters for the post of a council, first those that wait for a hand, oldest first; what is in the post, newest first. What is
-- marked as not for everybody is posted from its case.
-- in: authority int, posted flag, most int
-- column total: int
select m.id, m.made, m.sent, m.state, m.carrier, m.why, m.document_id, l.letter, l.title, l.addressee, l.day, d.sha256, p.id as process_id, p.reference,
  p.person_id, p.officer_id, p.school_id, c.given, c.family, count(*) over () as total
from message m
join letter l on l.document_id = m.document_id
join document d on d.id = m.document_id
join process p on p.id = m.process_id
join person c on c.id = p.person_id
where m.authority = :authority and m.way = 'paper'
  and ((:posted = 1 and m.state in ('sent', 'delivered')) or (:posted = 0 and m.state in ('waiting', 'sending', 'handing', 'unsure')))
  and not exists (select 1 from mark k where k.person_id = p.person_id and k.ended is null and k.process_id = p.id
    and ((k.target = 'document' and k.target_id = m.document_id) or (k.target = 'event' and k.target_id = l.event_seq)))
order by case when :posted = 0 and coalesce(m.carrier, '') = 'hand' then 0 else 1 end, case when :posted = 0 then m.made else -m.made end,
  case when :posted = 0 then m.id else -m.id end limit :most
