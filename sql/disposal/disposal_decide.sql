-- A second person approves a run, or anybody drops it.
-- in: id int, authority int, state text, decided_by int, decided ms
update disposal set state = :state, decided_by = :decided_by, decided = :decided
where id = :id and authority = :authority and state = 'proposed' and (:state <> 'approved' or proposed_by <> :decided_by)
