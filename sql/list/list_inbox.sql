-- What an organisation is asked for: what is open, first due first; or (answered) what was answered, newest first.
-- in: organisation_id int, answered flag, rows int
select a.process_id, a.subject, a.kind, a.role, a.organisation_id, a.asked, a.received, a.due, a.answered, a.state,
  p.reference, p.authority, p.school_id, p.officer_id, c.given, c.family, t.name as taken_by, g.name as organisation
from ask a
join process p on p.id = a.process_id
join person c on c.id = p.person_id
join organisation g on g.id = a.organisation_id
left join account t on t.id = a.account_id
where a.organisation_id = :organisation_id
  and a.state <> 'withdrawn'
  and ((:answered = 0 and a.answered is null) or (:answered = 1 and a.answered is not null))
order by a.answered desc, a.due nulls last, a.process_id, a.subject
limit :rows
