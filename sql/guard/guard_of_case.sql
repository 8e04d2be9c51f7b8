-- What the rule must know besides: marks, consents and emergency openings that stand now.
-- in: person_id int, process_id int, account_id int, now ms, today day
-- column sort: text
-- column word: text
-- column target: text
-- column target_id: int
-- column made: ms
select 'mark' as sort, m.word, m.target, m.target_id, m.made from mark m
where m.person_id = :person_id and m.ended is null and (m.process_id is null or m.process_id = :process_id)
union all
select 'consent' as sort, c.kind as word, '' as target, coalesce(c.relation_id, 0) as target_id, 0 as made from consent c
where c.person_id = :person_id and c.since <= :today and (c.ended is null or c.ended > :today)
union all
select 'glass' as sort, '' as word, '' as target, g.id as target_id, 0 as made from glass g
where g.account_id = :account_id and g.process_id = :process_id and g.until > :now
