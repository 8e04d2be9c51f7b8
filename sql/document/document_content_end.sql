-- All bytes are here.
-- in: sha256 text, bytes int
update content set bytes = :bytes where sha256 = :sha256
