-- What an account read on a day.
-- in: account_id int, day day, opened int, usual int, days int, odd_hours int, namesakes int, exports int, emergencies int, own int, listed int, first_audit int, last_audit int
insert into reading_day (account_id, day, opened, usual, days, odd_hours, namesakes, exports, emergencies, own, listed, first_audit, last_audit)
values (:account_id, :day, :opened, :usual, :days, :odd_hours, :namesakes, :exports, :emergencies, :own, :listed, :first_audit, :last_audit)
on conflict (account_id, day) do update set opened = excluded.opened, usual = excluded.usual, days = excluded.days,
  odd_hours = excluded.odd_hours, namesakes = excluded.namesakes, exports = excluded.exports,
  emergencies = excluded.emergencies, own = excluded.own, listed = excluded.listed, first_audit = excluded.first_audit, last_audit = excluded.last_audit
