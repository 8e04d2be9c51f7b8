-- One record of an approved run that waits to go.
-- in: disposal_id int, kind text, target_id int
select i.rule, d.authority, d.decided_by from disposal_item i join disposal d on d.id = i.disposal_id
where i.disposal_id = :disposal_id and i.kind = :kind and i.target_id = :target_id and i.kept is null and d.state = 'approved'
