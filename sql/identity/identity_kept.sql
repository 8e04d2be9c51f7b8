-- What the kept record learns from the other.
-- in: id id, former_names text, upn text, former_upn text, uln text, nhs_number text
update person set former_names = :former_names, upn = :upn, former_upn = :former_upn, uln = :uln, nhs_number = :nhs_number,
  version = version + 1
where id = :id
