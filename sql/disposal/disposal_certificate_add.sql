-- What went is counted.
-- in: disposal_id int, rule text, years int, records int, people int, events int, papers int, letters int, plans int, messages int
-- in: at ms
insert into disposal_certificate (disposal_id, rule, years, records, people, events, papers, letters, plans, messages, first, last)
values (:disposal_id, :rule, :years, :records, :people, :events, :papers, :letters, :plans, :messages, :at, :at)
on conflict (disposal_id, rule) do update set records = disposal_certificate.records + excluded.records,
  people = disposal_certificate.people + excluded.people, events = disposal_certificate.events + excluded.events,
  papers = disposal_certificate.papers + excluded.papers, letters = disposal_certificate.letters + excluded.letters,
  plans = disposal_certificate.plans + excluded.plans, messages = disposal_certificate.messages + excluded.messages,
  last = excluded.last
