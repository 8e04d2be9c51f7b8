-- A case with its child, school, officer and council: by its key, or (key 0) by its reference.
-- in: id ref, reference text, today day
select p.id, p.reference, p.authority, p.person_id, p.pathway, p.opened, p.version, p.officer_id,
  p.school_id as named_school_id, p.panel_id, c.given, c.family, c.folded, c.born, c.sex, c.need, c.locality, c.address,
  c.postcode, c.upn, c.language, c.school_id, c.authority as home, s.name as school, s.setting_type as school_type,
  u.name as authority_name, u.phone as authority_phone, u.email as authority_email, o.name as officer,
  b.authority as panel_authority, v.name as cover, k.to_day as cover_until
from process p
join person c on c.id = p.person_id
join authority u on u.code = p.authority
left join organisation s on s.id = c.school_id
left join account o on o.id = p.officer_id
-- part: cover_now
left join account v on v.id = k.officer_id
left join panel b on b.id = p.panel_id
where p.id = coalesce(:id, (select q.id from process q where q.reference = :reference))
