-- Where a contact gets mail.
-- in: id int, email text
update relation set email = :email where id = :id
