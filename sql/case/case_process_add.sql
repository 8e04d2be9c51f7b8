-- A case before its events are reckoned: what is computed is filled by case_recompute.
-- in: reference text, authority int, person_id int, pathway text, opened day, officer_id ref
-- in: child_folded text, school_id ref, locality text
insert into process (reference, authority, person_id, pathway, opened, officer_id, stage, holder, child_folded, school_id, locality)
values (:reference, :authority, :person_id, :pathway, :opened, :officer_id, '', '', :child_folded, :school_id, :locality)
on conflict (reference) do nothing
returning id
