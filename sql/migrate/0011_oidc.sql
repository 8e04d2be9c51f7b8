-- Sign-in of staff by their organisation's own provider (OpenID Connect).

create table oidc_flow (            -- somebody who went to the provider and has not come back yet
  state_hash {text} not null primary key,     -- keyed hash of the state that the browser keeps too
  nonce_hash {text} not null,
  verifier {text} not null,         -- PKCE, sealed with the key of the house
  next {text},                      -- where they wanted to go
  made {ms} not null
);
create index oidc_flow_made on oidc_flow(made);

create table oidc_account (         -- who somebody is at the provider
  issuer {text} not null,
  subject {text} not null,
  account_id {int} not null references account(id),
  primary key (issuer, subject)
) {clustered};

create table oidc_membership (      -- roles that came from the provider, so that they can go again
  account_id {int} not null references account(id),
  role {text} not null,
  authority {int} not null,
  primary key (account_id, role, authority)
) {clustered};
