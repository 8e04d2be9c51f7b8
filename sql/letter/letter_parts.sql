-- The bytes of a letter.
-- in: sha256 text
select part from content_part where sha256 = :sha256 order by seq
