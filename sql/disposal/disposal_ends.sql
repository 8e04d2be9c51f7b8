-- Runs that wait for somebody else to look at them.
-- in: authority int, account_id int
-- column waiting: int
select count(*) as waiting from disposal d where d.authority = :authority and d.state = 'proposed' and d.proposed_by <> :account_id
