-- What a person decided of a pair.
-- in: id id, answer text, account ref, at ms
update person_pair set answer = :answer, account_id = :account, answered = :at where id = :id
