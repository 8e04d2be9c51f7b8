-- From here on it may have arrived, whatever happens to this program.
-- in: id id, carrier text
update message set state = 'handing', carrier = :carrier where id = :id and state = 'sending'
