-- Who answers for the cases of a council.
-- in: authority int
select a.id, a.email from membership m join account a on a.id = m.account_id
where m.authority = :authority and m.role = 'manager' and a.is_open = 1
order by a.id
