-- What an account read on a day, with what was counted of it before: a row of the audit may be written when its day was counted
-- already. (A child of both counts is counted twice.)
-- in: account_id int, day day, opened int, usual int, days int, odd_hours int, namesakes int, exports int, emergencies int, own int, listed int, first_audit int, last_audit int
insert into reading_day (account_id, day, opened, usual, days, odd_hours, namesakes, exports, emergencies, own, listed, first_audit, last_audit)
values (:account_id, :day, :opened, :usual, :days, :odd_hours, :namesakes, :exports, :emergencies, :own, :listed, :first_audit, :last_audit)
on conflict (account_id, day) do update set opened = reading_day.opened + excluded.opened,
  odd_hours = reading_day.odd_hours + excluded.odd_hours, namesakes = reading_day.namesakes + excluded.namesakes,
  exports = reading_day.exports + excluded.exports, emergencies = reading_day.emergencies + excluded.emergencies,
  own = reading_day.own + excluded.own, listed = reading_day.listed + excluded.listed, last_audit = excluded.last_audit
returning opened, odd_hours, namesakes, exports, emergencies, own, listed
