-- The largest key of a person.
-- column most: int
select coalesce(max(id), 0) as most from person
