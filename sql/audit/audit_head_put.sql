-- The hash of the row that is now the head.
-- in: chain int, hash text
update audit_chain set hash = :hash where chain = :chain
