-- What a part of a copy was like when somebody looked at it: when the mark on it was made, when the draft plan was last changed;
-- 0 neither. A part that is different now has not been looked at, and a mark is stronger than a choice made before it.
alter table subject_choice add column as_of {ms} not null default 0;
