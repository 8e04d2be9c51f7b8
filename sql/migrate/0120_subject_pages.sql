-- Pages of a paper that are left out of a copy ("2-3, 7"); '' all of what is left out.
alter table subject_choice add column pages {text} not null default '';
