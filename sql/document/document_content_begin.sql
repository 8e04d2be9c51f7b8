-- Bytes that are coming in, or are wanted again; they count when their length is set.
-- in: sha256 text, kept ms
insert into content (sha256, bytes, kept) values (:sha256, -1, :kept)
on conflict (sha256) do update set kept = excluded.kept
