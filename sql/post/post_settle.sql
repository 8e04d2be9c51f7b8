-- How sending ended. (ref: 0 is absent.)
-- in: id id, state text, carrier text, outside_id text, why text, due ms, sent ref, settled ref, is_over flag
update message set state = :state, carrier = coalesce(:carrier, carrier), outside_id = coalesce(:outside_id, outside_id),
  why = :why, due = :due, sent = coalesce(:sent, sent), settled = :settled, lease = null,
  secret = case when :is_over = 1 then null else secret end
where id = :id
