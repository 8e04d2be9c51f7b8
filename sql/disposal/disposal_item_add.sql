-- A record that is to go with a run, when no other run that is not over has it.
-- in: disposal_id int, kind text, target_id int, rule text, due day
insert into disposal_item (disposal_id, kind, target_id, rule, due)
select :disposal_id, :kind, :target_id, :rule, :due
where not exists (select 1 from disposal_item i join disposal d on d.id = i.disposal_id
  where i.kind = :kind and i.target_id = :target_id and i.kept is null and d.state in ('proposed', 'approved'))
