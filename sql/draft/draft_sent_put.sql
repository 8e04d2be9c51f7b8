-- A draft becomes a case: once. Its answers now live in the case alone.
-- in: token_hash text, process_id ref, reference text, seal text, changed ms
update draft
set sent_process_id = :process_id, sent_reference = :reference, sent_seal = :seal, fields = '{}', changed = :changed
where token_hash = :token_hash and sent_process_id is null
