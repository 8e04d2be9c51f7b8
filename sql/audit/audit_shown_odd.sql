-- People in the rows of lists, and in the index of them.
-- column listed: int
-- column found: int
select (select coalesce(sum(json_array_length(u.shown)), 0) from audit u where u.shown is not null) as listed,
  (select count(*) from audit_shown) as found
