-- What was found among the staff of a council (0: of all), newest first. state: new, seen, '' both. watch '': all.
-- in: authority int, state text, watch text, id int, most int
select f.id, f.account_id, f.day, f.watch, f.found, f.seen, f.note, a.name, a.email, s.name as seen_by,
  d.opened, d.usual, d.days, d.odd_hours, d.namesakes, d.exports, d.emergencies, d.own, d.listed, d.first_audit, d.last_audit
from reading_found f join account a on a.id = f.account_id
join reading_day d on d.account_id = f.account_id and d.day = f.day
left join account s on s.id = f.seen_by
where (:authority = 0 or a.authority = :authority or exists (select 1 from membership m where m.account_id = a.id and m.authority = :authority))
  and (:watch = '' or f.watch = :watch) and (:id = 0 or f.id = :id)
  and (:state = '' or (:state = 'new' and f.seen is null) or (:state = 'seen' and f.seen is not null))
order by f.day desc, f.id desc limit :most
