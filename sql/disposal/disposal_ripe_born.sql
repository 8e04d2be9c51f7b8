-- Closed processes of a council that may be due by the day of birth; pathway '' any.
-- (Cross join and plus keep SQLite on the index of birth days: those who are old enough are few among all that is closed.)
-- in: authority int, born day, pathway text
select p.id from person c cross join process p
where c.born <= :born and p.person_id = c.id and +p.authority = :authority and +p.is_open = 0 and (:pathway = '' or p.pathway = :pathway)
order by +p.id
