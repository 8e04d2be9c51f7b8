-- A run is proposed.
-- in: authority int, today day, proposed_by int, proposed ms
insert into disposal (authority, state, today, proposed_by, proposed) values (:authority, 'proposed', :today, :proposed_by, :proposed)
returning id
