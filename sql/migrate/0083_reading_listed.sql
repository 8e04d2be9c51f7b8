-- Children shown in lists and searches, on one day to one person.
alter table reading_day add column listed {int} not null default 0;
