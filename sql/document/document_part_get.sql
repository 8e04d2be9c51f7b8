-- A part of a file's bytes.
-- in: sha256 text, seq int
select p.part from content_part p where p.sha256 = :sha256 and p.seq = :seq
