-- Cases of pupils on roll at a school, open ones first, and what the school is asked on each.
-- in: school_id int, rows int, today day
-- column began_id: ref
select p.id, p.reference, p.authority, p.pathway, p.stage, p.next_step, p.holder, p.opened, p.next_due, p.holder_since,
  p.is_open, p.officer_id, p.school_id, p.panel_id, p.locality, c.given, c.family, c.born, o.name as officer, v.name as cover, k.officer_id as cover_id, k.to_day as cover_until,
  s.name as school, a.subject, a.due, p.whole_due, p.planned,
  (select e.account_id from event e where e.process_id = p.id and e.seq = 1) as began_id
from process p
join person c on c.id = p.person_id
join organisation s on s.id = p.school_id
left join account o on o.id = p.officer_id
-- part: cover_now
left join account v on v.id = k.officer_id
left join ask a on a.process_id = p.id and a.organisation_id = p.school_id and a.answered is null
  and a.state <> 'withdrawn'
where p.school_id = :school_id
order by p.is_open desc, p.next_due nulls last, p.id
limit :rows
