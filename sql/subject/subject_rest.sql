-- What is held about a child beside processes, papers and contacts, with what is known of the records that were joined
-- with theirs (of one that was put back, that it was joined: it is another child's); drafts are those of who asked. `address` is
-- where somebody lives or is reached.
-- in: person_id int, asker int
-- column section: text
-- column id: int
-- column account_id: ref
-- column made: ms
-- column ended: ms
-- column kind: text
-- column name: text
-- column words: text
-- column address: text
with recursive twin(id) as (
  select :person_id union select c.id from person c join twin t on c.merged_into = t.id
)
select 'joined' as section, m.id, cast(null as bigint) as account_id, m.made, m.undone as ended, '' as kind,
  coalesce(g.given || ' ' || g.family || coalesce(' (' || g.former_names || ')', ''), '') as name,
  coalesce(g.upn, '') || ' ' || coalesce(g.former_upn, '') || ' ' || coalesce(g.uln, '') || ' ' || coalesce(g.nhs_number, '') as words,
  coalesce(g.address, '') || ' ' || coalesce(g.postcode, '') as address
from merge m left join person g on g.id = m.gone_id and m.undone is null
where m.kept_id in (select t.id from twin t) or m.gone_id in (select t.id from twin t)
union all
select 'moves', m.id, null, m.made, m.undone, '', f.name || ' - ' || o.name, coalesce(m.note, '') || coalesce(' ' || m.reason, ''),
  coalesce(m.old_address, '') || ' ' || coalesce(m.old_postcode, '')
from move m join authority f on f.code = m.from_authority join authority o on o.code = m.to_authority
where m.person_id in (select t.id from twin t)
union all
select 'emergencies', g.id, null, g.begun, g.until, '', p.reference, g.reason, ''
from glass g join process p on p.id = g.process_id
where p.person_id in (select t.id from twin t)
union all
select 'told', t.account_id, t.account_id, t.changed, null, t.way, coalesce(a.name, ''), '', t.address || coalesce(' ' || t.new_address, '')
from told t left join account a on a.id = t.account_id
where t.person_id = :person_id
union all
select 'marks', m.id, null, m.made, m.ended, m.word, coalesce(p.reference, ''), m.reason, ''
from mark m left join process p on p.id = m.process_id
where m.person_id in (select t.id from twin t)
union all
select 'holds', h.id, null, h.made, h.ended, '', '', h.reason, ''
from hold h
where h.person_id in (select t.id from twin t)
union all
select 'links', l.made, l.account_id, l.made, l.expires, l.kind, p.reference, l.subject, ''
from link l join process p on p.id = l.process_id
where p.person_id in (select t.id from twin t)
union all
select 'drafts', d.changed, d.account_id, d.changed, null, d.form, '', d.fields, ''
from draft d
where d.sent_process_id is null and :asker <> 0 and d.account_id = :asker
order by 1, 4, 2
