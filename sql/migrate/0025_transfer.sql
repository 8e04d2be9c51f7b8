-- Which school years a setting teaches: a child whose years there end must move on.

alter table organisation add column last_year {int};    -- National Curriculum year: -1 nursery, 0 Reception ... 14;
                                                        -- null: not known, or the setting has no end
create index process_pathway on process(authority, pathway, opened);
