-- A sender that ended in the middle: what was not handed over waits again; what was may have arrived.
-- in: now ms
update message set state = case when state = 'handing' then 'unsure' else 'waiting' end, lease = null,
  why = case when state = 'handing' then 'interrupted' else why end
where state in ('sending', 'handing') and lease < :now
