-- A handover is called off or put back; what was ended before stays as it is.
-- in: id int, ended_by int, ended ms
update cover set ended = :ended, ended_by = :ended_by where id = :id and ended is null
