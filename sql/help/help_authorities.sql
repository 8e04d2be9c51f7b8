-- Every council of the installation.
select code, short_name, phone, email from authority order by short_name
