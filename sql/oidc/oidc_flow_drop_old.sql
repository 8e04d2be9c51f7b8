-- Those who never came back.
-- in: made_before ms
delete from oidc_flow where made <= :made_before
