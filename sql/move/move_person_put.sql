-- The child belongs to another council; no row when somebody was faster.
-- in: id int, was int, authority int, address text, postcode text, locality text
update person
set authority = :authority, address = :address, postcode = :postcode, locality = :locality, version = version + 1
where id = :id and authority = :was
