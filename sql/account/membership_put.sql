-- A role of an account in an organisation.
-- in: account_id int, role text, authority int, organisation_id ref
insert into membership (account_id, role, authority, organisation_id)
values (:account_id, :role, :authority, :organisation_id)
on conflict (account_id, role, authority) do update set organisation_id = excluded.organisation_id
