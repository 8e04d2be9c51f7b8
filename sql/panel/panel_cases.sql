-- Open cases that wait for a panel.
-- in: panel_id ref
select p.id from process p where p.panel_id = :panel_id and p.is_open = 1 order by p.next_due, p.id
