-- How much there is.
-- column people: int
-- column cases: int
-- column open_cases: int
-- column events: int
-- column documents: int
-- column plans: int
-- column accounts: int
-- column audits: int
select (select count(*) from person) as people, (select count(*) from process) as cases,
  (select count(*) from process where is_open = 1) as open_cases, (select count(*) from event) as events,
  (select count(*) from document) as documents, (select count(*) from plan) as plans,
  (select count(*) from account where is_open = 1) as accounts, (select count(*) from audit) as audits
