-- What the file knows better of a person; what it does not say stays.
-- in: id id, address text, postcode text, school_id ref, upn text, former_upn text, uln text, nhs_number text
update person set address = coalesce(:address, address), postcode = coalesce(:postcode, postcode),
  school_id = coalesce(:school_id, school_id), upn = coalesce(:upn, upn), former_upn = coalesce(:former_upn, former_upn),
  uln = coalesce(:uln, uln), nhs_number = coalesce(:nhs_number, nhs_number), version = version + 1
where id = :id
