-- Numbers of long ago that nothing was found in.
-- in: before day
delete from reading_day where day < :before
  and not exists (select 1 from reading_found f where f.account_id = reading_day.account_id and f.day = reading_day.day)
