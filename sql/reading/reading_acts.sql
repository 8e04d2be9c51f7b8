-- What an account did between two rows of the audit.
-- in: account_id int, first_audit int, last_audit int, most int
select a.id, a.at, a.verb, a.what, a.person_id, p.reference from audit a left join process p on p.id = a.process_id
where a.id >= :first_audit and a.id <= :last_audit and a.account_id = :account_id
order by a.id limit :most
