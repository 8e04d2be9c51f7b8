-- An open process is another council's: nobody there has it yet, and its words are filed again.
-- in: id int, authority int, locality text
update process
set authority = :authority, officer_id = null, panel_id = null, locality = :locality, words_of = null
where id = :id
