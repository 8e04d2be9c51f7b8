-- A part of all people, spread over the whole table.
-- in: step int, most int
select id, authority from person where id % :step = 0 and merged_into is null order by id limit :most
