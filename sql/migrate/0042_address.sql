-- Where people lived: each change of address keeps the one before with its days. What is there now becomes the first row, since
-- nobody knows when.
alter table person add column former_postcodes {text};  -- (computed) tidy, with | between: the matcher compares them too
insert into person_address (person_id, seq, address, postcode, locality)
  select p.id, 1, p.address, p.postcode, p.locality from person p
  where (p.address is not null or p.postcode is not null)
    and not exists (select 1 from person_address a where a.person_id = p.id);
