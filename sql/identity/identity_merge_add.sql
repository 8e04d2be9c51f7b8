-- What was moved, so that it can be put back.
-- in: kept id, gone id, pair ref, kept_before text, moved text, account ref, at ms
insert into merge (kept_id, gone_id, pair_id, kept_before, moved, account_id, made)
values (:kept, :gone, :pair, :kept_before, :moved, :account, :at) returning id
