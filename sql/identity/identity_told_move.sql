-- How the people of one record want to be told goes to another, for who said nothing of that one. Who holds a private link
-- (account 0) holds that of one record alone.
-- in: gone id, kept id
update told set person_id = :kept where person_id = :gone and account_id <> 0
  and not exists (select 1 from told k where k.person_id = :kept and k.account_id = told.account_id)
returning account_id
