-- A new one-time link takes the place of those not used yet.
-- in: process_id int, subject text, used ms
update link set used = :used
where process_id = :process_id and subject = :subject and kind = 'adviser' and used is null
