-- Numbers and names that came with a record.
-- in: id int, former_upn text, uln text, nhs_number text, former_names text
update person set former_upn = :former_upn, uln = :uln, nhs_number = :nhs_number, former_names = :former_names
where id = :id
