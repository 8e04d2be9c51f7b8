-- Postcodes where a child lived before.
-- in: id int, former_postcodes text
update person set former_postcodes = :former_postcodes where id = :id
