-- Runs of a council, newest first; `id` not 0: that one; `authority` 0: approved ones of all councils that are not done.
-- in: authority int, id int, most int
-- column waiting: int
-- column kept: int
-- column gone: int
-- column proposer: text
-- column decider: text
select d.id, d.authority, d.state, d.today, d.proposed_by, d.proposed, d.decided_by, d.decided, d.ended,
  (select count(*) from disposal_item i where i.disposal_id = d.id and i.kept is null) as waiting,
  (select count(*) from disposal_item i where i.disposal_id = d.id and i.kept is not null) as kept,
  (select coalesce(sum(f.records), 0) from disposal_certificate f where f.disposal_id = d.id) as gone,
  (select a.name from account a where a.id = d.proposed_by) as proposer,
  (select a.name from account a where a.id = d.decided_by) as decider
from disposal d
where (d.authority = :authority or (:authority = 0 and d.state = 'approved')) and (:id = 0 or d.id = :id)
order by d.id desc
limit :most
