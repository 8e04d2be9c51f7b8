-- Does anything that stays hold this account? Every column that references account stands here or in a statement that empties it
-- (tests/work/test_disposal.c compares with the schema); mails about the account alone go with it.
-- in: id int
-- column holders: int
select (select count(*) from membership where account_id = :id) + (select count(*) from relation where account_id = :id)
  + (select count(*) from process where officer_id = :id)
  + (select count(*) from event where account_id = :id) + (select count(*) from document where account_id = :id)
  + (select count(*) from plan where account_id = :id) + (select count(*) from ask where account_id = :id)
  + (select count(*) from draft where account_id = :id) + (select count(*) from link where account_id = :id)
  + (select count(*) from message where account_id = :id and (process_id is not null or person_id is not null))
  + (select count(*) from mark where account_id = :id or ended_by = :id)
  + (select count(*) from consent where account_id = :id) + (select count(*) from search where account_id = :id)
  + (select count(*) from glass where account_id = :id or seen_by = :id)
  + (select count(*) from person_pair where account_id = :id) + (select count(*) from merge where account_id = :id or undone_by = :id)
  + (select count(*) from move where account_id = :id or undone_by = :id)
  + (select count(*) from oidc_membership where account_id = :id) + (select count(*) from regime where account_id = :id)
  + (select count(*) from list_sent where account_id = :id) + (select count(*) from retention_own where account_id = :id)
  + (select count(*) from hold where account_id = :id or ended_by = :id)
  + (select count(*) from disposal where proposed_by = :id or decided_by = :id)
  + (select count(*) from subject_choice where account_id = :id) + (select count(*) from subject_words where account_id = :id)
  + (select count(*) from cover where account_id = :id or made_by = :id or ended_by = :id)
  + (select count(*) from cover_case where officer_id = :id)
  + (select count(*) from reading_found where seen_by = :id) as holders
