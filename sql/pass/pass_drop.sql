-- All others of the account are void; those of long ago go.
-- in: account_id int, before ms
delete from pass where (account_id = :account_id and used is null) or expires < :before
