-- Two records that may be one child; what a person has answered stays.
-- in: authority int, left_id id, right_id id, levels text, millibits int, ppm int, asked ms
insert into person_pair (authority, left_id, right_id, levels, millibits, ppm, asked)
values (:authority, :left_id, :right_id, :levels, :millibits, :ppm, :asked)
on conflict (left_id, right_id) do update set levels = excluded.levels, millibits = excluded.millibits, ppm = excluded.ppm
