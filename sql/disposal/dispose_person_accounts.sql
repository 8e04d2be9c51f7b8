-- Accounts of a child's family that have no work here.
-- in: id int
-- column account_id: int
select distinct r.account_id from relation r where r.person_id = :id and r.account_id is not null
  and not exists (select 1 from membership m where m.account_id = r.account_id)
