-- Emergency openings that no lead has looked at.
-- in: authority int
-- column waiting: int
select count(*) as waiting from glass g join process p on p.id = g.process_id
where p.authority = :authority and g.seen is null
