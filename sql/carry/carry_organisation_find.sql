-- The same place here: by its number, else a place of this kind and name.
-- in: urn text, kind text, folded text
select o.id from organisation o
where (:urn <> '' and o.urn = :urn) or (:urn = '' and o.kind = :kind and o.folded = :folded)
order by o.id
limit 1
