-- A case in the queue of a panel.
-- in: id int
-- column school: text
-- column officer: text
-- column papers: int
select p.id, p.reference, p.stage, p.next_due, c.given, c.family, c.born, c.need,
  (select o.name from organisation o where o.id = c.school_id) as school,
  (select a.name from account a where a.id = p.officer_id) as officer,
  (select count(*) from document d where d.process_id = p.id) as papers
from process p join person c on c.id = p.person_id
where p.id = :id
