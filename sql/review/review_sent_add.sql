-- A list was given to somebody.
-- in: authority int, pathway text, since day, until day, party text, organisation_id ref, cases int, account_id ref, sent ms
insert into list_sent (authority, pathway, since, until, party, organisation_id, cases, account_id, sent)
values (:authority, :pathway, :since, :until, :party, :organisation_id, :cases, :account_id, :sent)
