-- Closed processes of a council that may be due by the day of birth; pathway '' any.
-- (The plus keeps SQLite on the index of birth days: those who are old enough are few among all that is closed.)
-- in: authority int, born day, pathway text
select p.id from person c join process p on p.person_id = c.id
where c.born <= :born and +p.authority = :authority and +p.is_open = 0 and (:pathway = '' or p.pathway = :pathway)
order by p.id
