-- The head of a chain moves on; other writers of this chain wait.
-- in: chain int
update audit_chain set seq = seq + 1 where chain = :chain returning seq, hash
