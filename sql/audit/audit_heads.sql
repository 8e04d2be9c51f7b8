-- The heads of all chains that have begun.
select chain, seq, hash from audit_chain where seq > 0 order by chain
