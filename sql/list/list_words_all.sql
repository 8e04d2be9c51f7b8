-- Every word of a child's name in a council, once.
-- in: authority int
select distinct w.word from case_word w where w.authority = :authority
