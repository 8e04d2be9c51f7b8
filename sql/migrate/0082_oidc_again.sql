-- Was the provider told to ask for the password although it knows the browser?
alter table oidc_flow add column is_again {flag};
