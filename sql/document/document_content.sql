-- A file's bytes by what they are; -1 while they are still coming in.
-- in: sha256 text
select c.bytes from content c where c.sha256 = :sha256
