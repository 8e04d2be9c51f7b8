-- Some children of one council, for records that look like theirs.
-- in: authority int, most int
select id, given, family, born, sex, address, locality from person where authority = :authority and merged_into is null
order by id desc limit :most
