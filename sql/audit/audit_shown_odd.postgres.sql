-- People in the rows of lists, and in the index of them.
-- column listed: int
-- column found: int
select (select coalesce(sum(jsonb_array_length(cast(u.shown as jsonb))), 0) from audit u where u.shown is not null) as listed,
  (select count(*) from audit_shown) as found
