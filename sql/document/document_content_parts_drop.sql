-- The bytes of a content that nothing holds any more.
-- in: sha256 text
delete from content_part where sha256 = :sha256
