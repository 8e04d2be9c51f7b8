-- Another device for codes, or none. Codes up to this time step are used.
-- in: id int, totp_secret text, totp_used int
update account set totp_secret = :totp_secret, totp_used = :totp_used where id = :id
