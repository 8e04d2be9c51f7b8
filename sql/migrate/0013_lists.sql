-- Lists of cases in constant time however many there are, and what an account did.

create index audit_account on audit(account_id, at);

-- The work list of a council: walked in order of the next legal date; the filters are read from the index alone.
drop index process_due;
create index process_due on process(authority, is_open, next_due, id, officer_id, stage, next_step, holder, school_id,
  locality, panel_id);
create index process_name on process(authority, is_open, child_folded, id);
create index process_newest on process(authority, is_open, opened, id);
create index process_closed on process(authority, is_open, closed, id);

create table case_word (            -- each word of a child's name, for searching
  authority {int} not null,
  word {text} not null,
  process_id {int} not null references process(id),
  primary key (authority, word, process_id)
) {clustered};
create index case_word_process on case_word(process_id);
-- the folded name whose words stand in case_word; case_recompute keeps them in step
alter table process add column words_of {text};
-- cases that were there before are found by the beginning of their family name until they are next saved
insert into case_word (authority, word, process_id) select authority, child_folded, id from process;

create index search_shared on search(authority, is_shared);
