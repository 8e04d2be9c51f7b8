-- A new panel.
-- in: authority int, name text, day day, room int
insert into panel (authority, name, day, room) values (:authority, :name, :day, :room) returning id
