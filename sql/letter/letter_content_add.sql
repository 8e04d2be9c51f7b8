-- The bytes of a letter, once by what they are.
-- in: sha256 text, bytes int
insert into content (sha256, bytes)
values (:sha256, :bytes)
on conflict (sha256) do nothing
