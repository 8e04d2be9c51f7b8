-- The child of a case of a council.
-- in: authority int, reference text
select p.person_id, p.id from process p where p.reference = :reference and p.authority = :authority
