-- A part of a file's bytes.
-- in: sha256 text, seq int, part blob
insert into content_part (sha256, seq, part)
values (:sha256, :seq, :part)
on conflict (sha256, seq) do nothing
