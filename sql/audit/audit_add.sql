-- Who did what to which record. Nothing that names a person goes into detail.
-- in: at ms, account_id ref, actor text, verb text, what text, person_id ref, process_id ref
-- in: detail text, grant_id text, shown text, chain int, seq int, hash text
insert into audit (at, account_id, actor, verb, what, person_id, process_id, detail, grant_id, shown, chain, seq, hash)
values (:at, :account_id, :actor, :verb, :what, :person_id, :process_id, :detail, :grant_id, :shown, :chain, :seq, :hash)
returning id
