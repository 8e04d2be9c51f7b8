-- An organisation that can be named or asked.
-- in: id int
select o.id, o.authority, o.kind, o.advice_kind, o.name from organisation o where o.id = :id and o.is_open = 1
