-- Records of a run, with what people need to look at them.
-- in: disposal_id int, after int, kind text, most int
-- column reference: text
-- column pathway: text
-- column person_id: int
-- column given: text
-- column family: text
-- column born: day
select i.kind, i.target_id, i.rule, i.due, i.kept, p.reference, p.pathway, c.id as person_id, c.given, c.family, c.born
from disposal_item i
left join process p on i.kind = 'case' and p.id = i.target_id
left join person c on c.id = case when i.kind = 'person' then i.target_id else p.person_id end
where i.disposal_id = :disposal_id and i.kind = :kind and i.target_id > :after
order by i.target_id
limit :most
