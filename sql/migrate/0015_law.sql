-- The daily pass looks only at what a new day can change; which law that is proposed an area tries out.

alter table process add column changes {day};           -- (computed) first day on which the computed columns may differ
                                                        -- though nothing new happens; 9999-12-31 never; null not reckoned

create table regime (               -- law that is proposed, switched on to be tried in one area
  authority {int} not null references authority(code),
  name {text} not null,             -- rulebook/regime/NAME.txt
  valid_from {day} not null,        -- for what starts on or after this day
  valid_to {day},
  account_id {ref} references account(id),  -- who switched it on; absent from the command line
  recorded {ms} not null,
  primary key (authority, name, valid_from)
);
