-- A content that nothing holds any more.
-- in: sha256 text
delete from content where sha256 = :sha256
