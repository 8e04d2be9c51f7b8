-- Mails about an account alone, as for a new password.
-- in: id int
delete from message where account_id = :id and process_id is null and person_id is null
