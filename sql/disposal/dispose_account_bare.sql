-- Does anything that stays hold this account?
-- in: id int
-- column holders: int
select (select count(*) from membership where account_id = :id) + (select count(*) from relation where account_id = :id)
  + (select count(*) from event where account_id = :id) + (select count(*) from document where account_id = :id)
  + (select count(*) from plan where account_id = :id) + (select count(*) from ask where account_id = :id)
  + (select count(*) from draft where account_id = :id) + (select count(*) from link where account_id = :id)
  + (select count(*) from message where account_id = :id) + (select count(*) from mark where account_id = :id or ended_by = :id)
  + (select count(*) from consent where account_id = :id) + (select count(*) from search where account_id = :id)
  + (select count(*) from oidc_account where account_id = :id) + (select count(*) from glass where account_id = :id)
  + (select count(*) from move where account_id = :id) + (select count(*) from merge where account_id = :id)
  + (select count(*) from cover where account_id = :id) + (select count(*) from reading_found where account_id = :id) as holders
