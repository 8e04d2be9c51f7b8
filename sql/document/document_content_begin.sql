-- Bytes that are coming in; they count when their length is set.
-- in: sha256 text
insert into content (sha256, bytes) values (:sha256, -1)
on conflict (sha256) do nothing
