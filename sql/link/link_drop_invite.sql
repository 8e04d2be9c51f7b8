-- Invitations of before to the same contact are void.
-- in: process_id int, subject text, now ms
update link set used = :now where process_id = :process_id and kind = 'family' and subject = :subject and used is null
