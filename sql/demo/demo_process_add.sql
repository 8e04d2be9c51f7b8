-- A case before its events are reckoned: stage and holder are filled by case_recompute.
-- in: reference text, authority int, person_id int, pathway text, opened day, version int
-- in: officer_id ref, stage text, holder text, child_folded text, school_id ref, locality text
insert into process (reference, authority, person_id, pathway, opened, version, officer_id, stage, holder, child_folded, school_id, locality)
values (:reference, :authority, :person_id, :pathway, :opened, :version, :officer_id, :stage, :holder, :child_folded, :school_id, :locality)
returning id
