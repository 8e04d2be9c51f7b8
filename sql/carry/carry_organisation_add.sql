-- A place that came with a record and is not known here.
-- in: authority int, kind text, name text, folded text, urn text
insert into organisation (authority, kind, name, folded, urn, is_open)
values (:authority, :kind, :name, :folded, :urn, 0)
returning id
