-- What no letter of a case may tell: its marked events, and the address when it is marked.
-- in: process_id int
select m.target, m.target_id from mark m join process p on p.person_id = m.person_id
where p.id = :process_id and m.ended is null and (m.process_id is null or m.process_id = :process_id)
  and (m.target in ('event', 'address') or m.target like 'section.%')
