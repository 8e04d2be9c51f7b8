-- The same place here: by its number, else a school or college of this kind and name. A team is never taken for another
-- council's: who is asked may open the case.
-- in: authority int, urn text, kind text, folded text
select o.id from organisation o
where (:urn <> '' and o.urn = :urn)
  or (:urn = '' and o.kind = :kind and o.folded = :folded and o.kind in ('school', 'college', 'nursery', 'provider')
    and o.authority = :authority)
order by o.id
limit 1
