-- The keys of a person go before they are made again.
-- in: id id
delete from person_key where person_id = :id
