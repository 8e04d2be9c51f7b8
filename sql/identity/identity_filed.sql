-- Who is filed under a key, in one council's area; at most so many, for a key that half the area shares.
-- in: key text, authority int, most int
select p.id, p.given, p.family, p.folded, p.former_names, p.born, p.sex, p.postcode, p.upn, p.former_upn, p.uln, p.nhs_number,
  p.locality, p.school_id, p.former_postcodes
from person_key k join person p on p.id = k.person_id
where k.key = :key and p.authority = :authority and p.merged_into is null
order by p.id limit :most
