-- People of a council without any process that may be due by the day of birth.
-- (The pluses keep SQLite on the index of birth days.)
-- in: authority int, born day
select c.id from person c
where c.born <= :born and +c.authority = :authority and c.merged_into is null
  and not exists (select 1 from process p where p.person_id = c.id)
order by +c.id
