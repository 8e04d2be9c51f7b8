-- Nobody stands in any more on a case that is not that of who is away: it was given away for good, or went to another council.
-- in: process_id int, ended ms
update cover_case set ended = :ended
where process_id = :process_id and ended is null and to_day is not null
  and not exists (select 1 from cover v join process p on p.officer_id = v.account_id and p.authority = v.authority
    where v.id = cover_case.cover_id and p.id = cover_case.process_id)
