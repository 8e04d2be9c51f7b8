-- The marks and flags that stand on a child's record. process_id 0: on all of it.
-- in: person_id int
-- column process_id: int
select coalesce(process_id, 0) as process_id, target, target_id, word, reason, made from mark
where person_id = :person_id and ended is null order by id
