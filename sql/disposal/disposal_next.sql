-- Records of an approved run that wait to go.
-- in: disposal_id int, most int
select i.kind, i.target_id, i.rule from disposal_item i join disposal d on d.id = i.disposal_id
where i.disposal_id = :disposal_id and i.kept is null and d.state = 'approved'
order by i.kind, i.target_id
limit :most
