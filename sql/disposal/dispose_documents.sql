-- Papers of a case.
-- in: id int
delete from document where process_id = :id
