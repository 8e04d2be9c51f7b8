-- Is a record on a run that is not over?
-- in: kind text, target_id int
-- column taken: int
select count(*) as taken from disposal_item i join disposal d on d.id = i.disposal_id
where i.kind = :kind and i.target_id = :target_id and i.kept is null and d.state in ('proposed', 'approved')
