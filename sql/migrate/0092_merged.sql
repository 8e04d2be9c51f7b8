-- Which records were joined with this one: asked for each address that is written, and by every disposal.
create index person_merged on person(merged_into) where merged_into is not null;
