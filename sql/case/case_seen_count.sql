-- How often a case was looked at or changed, or its child was shown in a list.
-- in: process_id int, person_id int
-- column rows: int
select (select count(*) from audit u where u.process_id = :process_id) +
  (select count(*) from audit_shown s where s.person_id = :person_id) as rows
